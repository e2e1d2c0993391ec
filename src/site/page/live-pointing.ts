// Presses on the picture of a live experiment: by mouse, by finger, and by a cross that the arrow keys move.

/** The part of the picture that is shown: one of its two layouts. */
export const shownLayout = (picture: HTMLElement): HTMLElement => {
  const narrow = picture.querySelector<HTMLElement>(".live-narrow") as HTMLElement;
  return narrow.clientWidth > 0 ? narrow : (picture.querySelector<HTMLElement>(".live-wide") as HTMLElement);
};

const STEP = 0.02;
const STRIDE = 0.1;
const MOVES: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Tells `pressed` where in the picture, from 0 to 1. */
export function startPointing(picture: HTMLElement, pressed: (x: number, y: number) => void): void {
  const cross = picture.querySelector<HTMLElement>(".live-cross");
  const place = { x: 0.5, y: 0.5 };
  const show = (): void => {
    if (!cross) return;
    const layout = shownLayout(picture);
    cross.style.left = `${layout.offsetLeft + place.x * layout.clientWidth}px`;
    cross.style.top = `${layout.offsetTop + place.y * layout.clientHeight}px`;
  };
  picture.addEventListener("click", (event) => {
    const frame = shownLayout(picture).getBoundingClientRect();
    place.x = (event.clientX - frame.left) / frame.width;
    place.y = (event.clientY - frame.top) / frame.height;
    if (place.x < 0 || place.x > 1 || place.y < 0 || place.y > 1) return;
    show();
    pressed(place.x, place.y);
  });
  picture.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pressed(place.x, place.y);
      return;
    }
    const move = MOVES[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? STRIDE : STEP;
    place.x = Math.min(1, Math.max(0, place.x + step * move[0]));
    place.y = Math.min(1, Math.max(0, place.y + step * move[1]));
    show();
  });
  picture.addEventListener("focus", () => {
    if (!cross || !picture.matches(":focus-visible")) return;
    cross.hidden = false;
    show();
  });
  picture.addEventListener("blur", () => {
    if (cross) cross.hidden = true;
  });
}
