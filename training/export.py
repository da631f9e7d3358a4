"""Checkpoint -> reader.onnx, reader.json, vocab.txt, rel.bin.

python export.py CHECKPOINT OUT   (CHECKPOINT "dummy": untrained weights, to try the format)
"""

import json
import math
import os
import shutil
import sys

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional as F

import labels
from model import ATTENTION_HEADS, FEED, HEAD, Reader, layers_of, load_minilm, minilm_folder

OUTPUTS = ("upos", "lemma", "ner", "attr", "arc_dep", "arc_head", "rel_dep", "rel_head")
VERSION = "2"


class Graph(nn.Module):
    """One passage without padding: what the program runs.

    The same sums as `Reader`'s in an order that is faster to run: queries, keys and values are three products, so that
    nothing has to be cut apart and copied, and the last layer is worked out for the first pieces of words alone."""

    def __init__(self, reader):
        super().__init__()
        self.r = reader
        self.qkv = nn.ModuleList(nn.ModuleList(third(layer.qkv, k) for k in range(3)) for layer in reader.encoder.layers)

    def forward(self, ids, shape, first):
        r, e = self.r, self.r.encoder
        x = e.norm(e.words(ids) + e.shapes(shape) + e.positions.weight[: ids.shape[1]])[0]
        for layer, qkv in zip(e.layers, self.qkv, strict=True):
            own = x.index_select(0, first) if layer is e.layers[-1] else x
            x = self.layer(layer, qkv, own, x)
        h = x
        x = torch.cat([r.root.unsqueeze(0), h], 0)
        one = torch.ones_like(x[:, :1])
        return (
            r.upos(h), r.lemma(h), r.ner(h), r.attr(h),
            r.arc(r.arc_dep_in(h)), r.arc_head_in(x),
            torch.cat([r.rel_dep_in(h), one[1:]], 1), torch.cat([r.rel_head_in(x), one], 1),
        )  # fmt: skip

    @staticmethod
    def layer(layer, qkv, own, x):
        """`own` are the rows of `x` that go on."""
        q, k, v = (part(rows).reshape(-1, layer.heads, HEAD).transpose(0, 1) for part, rows in zip(qkv, (own, x, x), strict=True))
        a = torch.softmax(q @ k.transpose(1, 2) * (1 / math.sqrt(HEAD)), -1) @ v
        own = layer.norm1(own + layer.out(a.transpose(0, 1).reshape(-1, layer.heads * HEAD)))
        return layer.norm2(own + layer.down(F.gelu(layer.up(own))))


def third(linear, part):
    """One of three linear layers that were stored as one."""
    size = linear.out_features // 3
    rows = slice(part * size, (part + 1) * size)
    out = nn.Linear(linear.in_features, size)
    out.load_state_dict({"weight": linear.weight[rows], "bias": linear.bias[rows]})
    return out


def to_onnx(reader, path):
    length, words = 12, 7
    ids = torch.randint(0, 1000, (1, length), dtype=torch.int32)
    shape = torch.full((1, length), 4, dtype=torch.int32)
    first = torch.arange(1, 1 + words, dtype=torch.int32)
    dynamic = {"ids": {1: "pieces"}, "shape": {1: "pieces"}, "first": {0: "words"}}
    for name in OUTPUTS:
        dynamic[name] = {0: "words_and_root" if name.endswith("_head") else "words"}
    with torch.no_grad():
        torch.onnx.export(
            Graph(reader).eval(), (ids, shape, first), path, input_names=["ids", "shape", "first"],
            output_names=list(OUTPUTS), dynamic_axes=dynamic, opset_version=17, dynamo=False, do_constant_folding=True,
        )  # fmt: skip


def small_embeddings(path):
    """Stores embedding tables as int8 with one scale a row: gather (or take from the start), cast and multiply in the graph."""
    m = onnx.load(path)
    g = m.graph
    weights = {t.name: t for t in g.initializer}
    nodes = []
    for node in g.node:
        table = weights.get(node.input[0]) if node.op_type in ("Gather", "Slice") else None
        if table is None or len(table.dims) != 2 or table.dims[0] < 256:
            nodes.append(node)
            continue
        w = onnx.numpy_helper.to_array(table).astype(np.float32)
        scale = np.maximum(np.abs(w).max(1, keepdims=True), 1e-8) / 127
        q = np.clip(np.rint(w / scale), -127, 127).astype(np.int8)
        name, out = table.name, node.output[0]
        g.initializer.remove(table)
        g.initializer.append(onnx.numpy_helper.from_array(q, name + "_q"))
        g.initializer.append(onnx.numpy_helper.from_array(scale, name + "_scale"))

        def rows(source, target, node=node):
            same = onnx.NodeProto()
            same.CopyFrom(node)
            same.input[0], same.output[0], same.name = source, target, ""
            return same

        nodes += [
            rows(name + "_q", out + "_q"),
            onnx.helper.make_node("Cast", [out + "_q"], [out + "_f"], to=onnx.TensorProto.FLOAT),
            rows(name + "_scale", out + "_s"),
            onnx.helper.make_node("Mul", [out + "_f", out + "_s"], [out]),
        ]
    del g.node[:]
    g.node.extend(nodes)
    onnx.save(m, path)


def describe(reader, tags, path):
    tables = {}
    for name in ("ner", "attr"):
        start, move = (t.detach().numpy().round(4).tolist() for t in getattr(reader, name + "_crf").tables())
        tables[name + "_viterbi"] = {"start": start, "transition": move}
    n, b, _ = reader.rel_w.shape
    info = {
        "version": VERSION, "passage_pieces": 256, "max_pieces_of_a_word": 16, "layers": len(reader.encoder.layers),
        "upos": tags["upos"], "deprel": tags["rel"], "ner": tags["ner"], "attr": tags["attr"],
        "lemma_rules": tags["lemma"], **tables,
        "rel": {"file": "rel.bin", "type": "float16, little endian, [label, dep, head]", "shape": [n, b, b]},
    }  # fmt: skip
    with open(path, "w", encoding="utf-8") as f:
        json.dump(info, f, ensure_ascii=False, indent=1)


def load(checkpoint):
    if checkpoint == "dummy":
        tags = labels.read(os.path.join(os.environ["PREPARED"], "labels.json"))
        reader = Reader(labels.VOCABULARY, labels.sizes(tags), [(ATTENTION_HEADS, FEED)] * 6)
        load_minilm(reader, minilm_folder())
        return reader.eval(), tags
    c = torch.load(checkpoint, map_location="cpu", weights_only=True)
    reader = Reader(labels.VOCABULARY, labels.sizes(c["tags"]), layers_of(c["model"]))
    reader.load_state_dict(c["model"])
    return reader.float().eval(), c["tags"]


def main(checkpoint, out):
    os.makedirs(out, exist_ok=True)
    reader, tags = load(checkpoint)
    full = os.path.join(out, "reader.fp32.onnx")
    to_onnx(reader, full)
    small = os.path.join(out, "reader.onnx")
    quantize_dynamic(
        full, small + ".tmp", weight_type=QuantType.QInt8, per_channel=True, reduce_range=False,
        op_types_to_quantize=["MatMul", "Gemm"], extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    small_embeddings(small + ".tmp")
    os.replace(small + ".tmp", small)
    reader.rel_w.detach().numpy().astype("<f2").tofile(os.path.join(out, "rel.bin"))
    describe(reader, tags, os.path.join(out, "reader.json"))
    shutil.copy(os.path.join(minilm_folder(), "vocab.txt"), os.path.join(out, "vocab.txt"))
    print({f: os.path.getsize(os.path.join(out, f)) for f in sorted(os.listdir(out))})


if __name__ == "__main__":
    main(*sys.argv[1:3])
