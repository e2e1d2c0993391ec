// Room to write on paper: ruled lines, a box, a blank in a sentence, a square to tick.

/** `count` ruled lines to write on, under a label. */
export function ruledLines(label: string, count: number): string {
  return `<div class="room"><span class="room-label">${label}</span>${'<span class="rule"></span>'.repeat(count)}</div>`;
}

/** An empty box of that height in millimetres, under a label. */
export function emptyBox(label: string, height: number): string {
  return `<div class="room box" style="height:${height}mm"><span class="room-label">${label}</span></div>`;
}

/** A blank to fill in. */
export const BLANK = '<span class="blank"></span>';

/** A square to tick. */
export const TICK = '<span class="tick"></span>';
