"""Takes the attention heads and feed-forward units away that matter least.   python prune.py CHECKPOINT PREPARED OUT --keep 0.75

What a head or a unit matters: the loss that its absence would add, to first order (|activation x gradient|, summed over
a passage; Michel et al. 2019, Molchanov et al. 2017), for the time that it takes, over batches of the training data.
The result is meant to be trained on, with the checkpoint as its teacher.
"""

import argparse
import json
import os

import torch

import batches
import labels
from model import HEAD, HIDDEN, Reader, layers_of
from train import TASKS, WEIGHT, losses, rounds

STEP = 64  # units are taken away so many at a time: the width that a product of matrices is cut in
UNIT_COST = 2 * HIDDEN  # products a piece
PASSAGE = 200  # pieces, usual
HEAD_COST = 4 * HIDDEN * HEAD + 2 * PASSAGE * HEAD


def arguments():
    a = argparse.ArgumentParser()
    a.add_argument("checkpoint")
    a.add_argument("prepared")
    a.add_argument("out")
    a.add_argument("--keep", type=float, default=0.75, help="part of the layers' products that stays")
    a.add_argument("--layers", type=int, default=6, help="so many first layers are looked at, the others dropped")
    a.add_argument("--batches", type=int, default=150)
    a.add_argument("--pieces", type=int, default=2048, help="of a batch")
    a.add_argument("--seed", type=int, default=1)
    a.set_defaults(tasks=",".join(TASKS), share="1,1,1")
    return a.parse_args()


class Weighing:
    """The importance of the columns that go into a linear layer: [columns]."""

    def __init__(self, linear):
        self.sum = torch.zeros(linear.in_features)
        self.passages = 0
        linear.register_forward_pre_hook(self.look)

    def look(self, _, inputs):
        x = inputs[0]
        x.register_hook(lambda g: self.add(x.detach().float() * g.float()))

    def add(self, change):
        self.sum += change.sum(1).abs().sum(0)
        self.passages += change.shape[0]

    def mean(self):
        return self.sum / self.passages


def weigh(reader, data, a, tags, pieces):
    columns = [Weighing(layer.out) for layer in reader.encoder.layers]
    units = [Weighing(layer.down) for layer in reader.encoder.layers]
    reader.train()  # with dropout, so that no single unit is relied on
    todo = next(rounds(data, a, tags, pieces, batches.generator(a.seed)))[: a.batches]
    for kind, batch in todo:
        sum(WEIGHT[k] * v for k, v in losses(reader, kind, batches.tensors(batch)).items()).backward()
        reader.zero_grad()
    return [w.mean().unflatten(0, (-1, HEAD)).sum(1) for w in columns], [w.mean() for w in units]


def choose(heads, units, keep):
    """What stays of each layer: indexes of heads and of units."""
    stay = [(set(range(len(h))), set(range(len(u)))) for h, u in zip(heads, units, strict=True)]
    offers = []
    for layer, (h, u) in enumerate(zip(heads, units, strict=True)):
        offers += [(value.item() / HEAD_COST, HEAD_COST, layer, 0, [k]) for k, value in enumerate(h)]
        order = u.argsort().split(STEP)
        offers += [(u[part].sum().item() / (STEP * UNIT_COST), STEP * UNIT_COST, layer, 1, part.tolist()) for part in order]
    cost = sum(offer[1] for offer in offers)
    spare = cost * (1 - keep)
    for _, price, layer, what, members in sorted(offers):
        left = stay[layer][what]
        if spare < price or len(left) <= len(members):
            continue
        left.difference_update(members)
        spare -= price
    return stay


def cut(state, stay):
    for layer, (heads, units) in enumerate(stay):
        name = f"encoder.layers.{layer}."
        columns = torch.cat([torch.arange(h * HEAD, (h + 1) * HEAD) for h in sorted(heads)])
        units = torch.tensor(sorted(units))
        whole = state[name + "out.weight"].shape[1]
        rows = torch.cat([columns + part * whole for part in range(3)])
        for key, index in (("qkv", rows), ("up", units)):
            state[f"{name}{key}.weight"] = state[f"{name}{key}.weight"][index].clone()
            state[f"{name}{key}.bias"] = state[f"{name}{key}.bias"][index].clone()
        state[name + "out.weight"] = state[name + "out.weight"][:, columns].clone()
        state[name + "down.weight"] = state[name + "down.weight"][:, units].clone()
    return state


def main():
    a = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    c = torch.load(a.checkpoint, map_location="cpu", weights_only=True)
    reader = Reader(labels.VOCABULARY, labels.sizes(c["tags"]), layers_of(c["model"])[: a.layers])
    reader.load_state_dict({k: c["model"][k] for k in reader.state_dict()})
    with open(os.path.join(a.prepared, "train.json"), encoding="utf-8") as f:
        data = json.load(f)
    heads, units = weigh(reader, data, a, batches.Tags(c["tags"]), batches.Pieces())
    state = cut(reader.state_dict(), choose(heads, units, a.keep))
    torch.save({"model": state, "tags": c["tags"]}, a.out)
    print("heads and units of each layer:", layers_of(state))


if __name__ == "__main__":
    main()
