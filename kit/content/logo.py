"""A clinic's logo: SVG as vector paths, PNG and JPEG as a clean PNG without metadata, never wider than 600 pixels.

A picture from outside is looked at in three steps before any of its pixels is decoded: size of the file, format, number of
pixels. Left out on purpose: animation (the first picture counts) and colour profiles (sRGB is assumed).
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from kit.art import Art, read_svg
from kit.errors import KitError

MAX_BYTES = 5_000_000
MAX_PIXELS = 25_000_000
WIDTH = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The drawing or the PNG's bytes, and its width and height in units or pixels."""

    image: Art | bytes
    size: tuple[float, float]


def read(path: Path) -> Logo:
    """The logo in a file; KitError says what is wrong with it."""
    name = path.as_posix()
    data = _bytes(path)
    if data.lstrip()[:1] == b"<" or path.suffix.lower() == ".svg":
        art = read_svg(data, name)
        return Logo(image=art, size=(art.width, art.height))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            image = _decode(data, name)
        except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _not_a_picture(name, error) from None
        except (OSError, SyntaxError, ValueError, EOFError, Warning) as error:
            raise KitError(
                f"{name}: the picture is damaged or cut off ({error})",
                "Export the logo again as PNG or JPEG, or copy the file again.",
            ) from None
    out = io.BytesIO()
    image.save(out, "PNG")
    return Logo(image=out.getvalue(), size=(float(image.width), float(image.height)))


def _not_a_picture(name: str, error: Exception) -> KitError:
    if isinstance(error, UnidentifiedImageError):
        return KitError(f"{name}: this is not a PNG, JPEG or SVG picture", "Export the logo as PNG, JPEG or SVG.")
    return _too_many_pixels(name)


def _too_many_pixels(name: str) -> KitError:
    return KitError(
        f"{name}: the picture has more than {MAX_PIXELS // 1_000_000} megapixels",
        f"Make it smaller: {WIDTH} pixels wide is enough.",
    )


def _bytes(path: Path) -> bytes:
    name = path.as_posix()
    try:
        if path.exists() and not path.is_file():  # a device or a pipe would be read for ever
            raise KitError(f"{name}: the logo is not a file", "Name a PNG, JPEG or SVG file.")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise KitError(
                f"{name}: the logo is larger than {MAX_BYTES // 1_000_000} MB", f"Make it smaller: {WIDTH} pixels wide is enough."
            )
        return data
    except FileNotFoundError:
        raise KitError(f"{name}: there is no such logo", "The path counts from the folder of the clinic's file.") from None
    except (OSError, ValueError) as error:
        raise KitError(
            f"{name}: the logo can't be read ({error})", "Check that it is a picture and that you may read it."
        ) from None


def _decode(data: bytes, name: str) -> Image.Image:
    """The picture's pixels, upright, in RGB or RGBA, at most WIDTH wide and high."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as probe:
        if probe.width * probe.height > MAX_PIXELS:
            raise _too_many_pixels(name)
        probe.verify()
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        image.load()
        upright = ImageOps.exif_transpose(image)
        clear = "A" in upright.getbands() or "transparency" in upright.info
        out = upright.convert("RGBA" if clear else "RGB")
    out.thumbnail((WIDTH, WIDTH), Image.Resampling.LANCZOS)
    # A new picture takes the pixels and nothing else: no EXIF, no text, no colour profile.
    clean = Image.new(out.mode, out.size)
    clean.paste(out)
    return clean
