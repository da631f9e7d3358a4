"""The mean of two checkpoints' weights.   python average.py FIRST SECOND OUT"""

import sys

import torch


def main(first, second, out):
    a, b = (torch.load(p, map_location="cpu", weights_only=True) for p in (first, second))
    a["model"] = {k: v if not v.is_floating_point() else (v + b["model"][k]) / 2 for k, v in a["model"].items()}
    torch.save(a, out)


if __name__ == "__main__":
    main(*sys.argv[1:4])
