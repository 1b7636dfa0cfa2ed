"""Badges as a phone's camera sees them on a bad day, read by the door's own worker in a real browser."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable, Iterator
from io import BytesIO

from PIL import Image, ImageChops, ImageEnhance, ImageFilter, ImageOps
from playwright.sync_api import Page

FRAME = (1280, 720)  # what the door asks of the camera
TABLE = (96, 88, 80)
CLOSE, FAR, FARTHEST = 300, 110, 75  # width of the symbol in the frame, in pixels

Spoil = Callable[[Image.Image], Image.Image]


def framed(badge: Image.Image, width: int, turn: float = 0, seed: int = 0) -> Image.Image:
    """A picture of the camera's size with the badge's symbol so wide, turned, not quite in the middle."""
    chance = random.Random(seed)
    scale = width / (
        badge.width / 2
    )  # around the symbol lies as much again: see tests.journeys.camera.badge_of
    held = badge.resize((round(badge.width * scale), round(badge.height * scale)), Image.Resampling.LANCZOS)
    held = held.convert("RGBA").rotate(turn, expand=True, resample=Image.Resampling.BICUBIC)
    frame = Image.new("RGB", FRAME, TABLE)
    room = (FRAME[0] - held.width, FRAME[1] - held.height)
    place = tuple(side // 2 + chance.randint(-20, 20) for side in room)
    frame.paste(held, (place[0], place[1]), held)
    return frame


def _moved(pixels: int) -> Spoil:
    def spoil(frame: Image.Image) -> Image.Image:
        moved = frame
        for step in range(1, pixels):
            moved = Image.blend(moved, ImageChops.offset(frame, step, step // 3), 1 / (step + 1))
        return moved

    return spoil


def _dark(light: float) -> Spoil:
    def spoil(frame: Image.Image) -> Image.Image:
        noise = Image.effect_noise(frame.size, 14).convert("RGB")
        return ImageChops.add(ImageEnhance.Brightness(frame).enhance(light), noise, 1, -128)

    return spoil


def _tilted(frame: Image.Image) -> Image.Image:
    away = (1.0, 0.18, -60, 0.0, 1.25, -60, 0.0, 0.22 / frame.height)
    return frame.transform(frame.size, Image.Transform.PERSPECTIVE, away, fillcolor=TABLE)


def _glaring(frame: Image.Image) -> Image.Image:
    """A lamp in the plastic sleeve: white over a third of the symbol's corner, grey around."""
    lamp = ImageOps.invert(Image.radial_gradient("L")).resize((420, 420))
    mask = Image.new("L", frame.size, 0)
    mask.paste(lamp, (frame.width // 2 - 330, frame.height // 2 - 330))
    return Image.composite(Image.new("RGB", frame.size, (255, 255, 255)), frame, mask)


def _plain(frame: Image.Image) -> Image.Image:
    return frame


def _blurred(radius: float) -> Spoil:
    return lambda frame: frame.filter(ImageFilter.GaussianBlur(radius))


CONDITIONS: dict[str, tuple[int, float, Spoil]] = {
    "held well": (CLOSE, 3, _plain),
    "blurred": (CLOSE, 5, _blurred(3)),
    "very blurred": (CLOSE, 5, _blurred(5)),
    "moved": (CLOSE, 5, _moved(9)),
    "moved fast": (CLOSE, 5, _moved(18)),
    "dark": (CLOSE, 4, _dark(0.2)),
    "very dark": (CLOSE, 4, _dark(0.08)),
    "turned": (CLOSE, 38, _plain),
    "upside down": (CLOSE, 184, _plain),
    "tilted": (CLOSE, 6, _tilted),
    "glaring": (CLOSE, 4, _glaring),
    "small": (FAR, 5, _blurred(0.8)),
    "smallest": (FARTHEST, 5, _blurred(0.6)),
}
"""How a badge is held: width of the symbol in the frame, turn in degrees, and what spoils the picture."""


def pictures(badges: list[Image.Image], how: str) -> Iterator[bytes]:
    """One JPEG of the camera's size for each badge, held so."""
    width, turn, spoil = CONDITIONS[how]
    for number, badge in enumerate(badges):
        jpeg = BytesIO()
        spoil(framed(badge, width, turn + number % 5, number)).save(jpeg, "JPEG", quality=80)
        yield jpeg.getvalue()


READ = """async (pictures) => {
    const config = JSON.parse(document.getElementById("door-config").textContent)
    const worker = globalThis.lens ??= new Worker(config.worker, {type: "module"})
    const said = () => new Promise(done => worker.addEventListener("message", ({data}) => done(data), {once: true}))
    if (!globalThis.lensReady) { await said(); globalThis.lensReady = true }
    const canvas = document.createElement("canvas"), found = []
    for (const [id, picture] of pictures.entries()) {
        const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0))
        const image = await createImageBitmap(new Blob([bytes], {type: "image/jpeg"}))
        const scale = Math.min(1, 960 / Math.max(image.width, image.height))  // as static/door/frames.js does
        canvas.width = Math.round(image.width * scale); canvas.height = Math.round(image.height * scale)
        const context = canvas.getContext("2d", {willReadFrequently: true})
        const draw = filter => {
            context.filter = filter
            context.drawImage(image, 0, 0, canvas.width, canvas.height)
            return context.getImageData(0, 0, canvas.width, canvas.height).data
        }
        let data = draw("none")
        const green = data.filter((_, place) => place % 4 === 1)
        if (green.reduce((sum, light) => sum + light, 0) / green.length < 40) data = draw("blur(2px) brightness(4)")
        const began = performance.now(), answer = said()
        worker.postMessage({id, pixels: data, width: canvas.width, height: canvas.height}, [data.buffer])
        found.push([(await answer).text, performance.now() - began])
    }
    return found
}"""


def read(page: Page, jpegs: list[bytes]) -> list[tuple[str | None, float]]:
    """What the door's worker reads in each picture, and its milliseconds; the page is /door/."""
    sent = [base64.b64encode(one).decode() for one in jpegs]
    return [(text, spent) for text, spent in page.evaluate(READ, sent)]
