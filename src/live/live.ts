/**
 * What a live experiment is: controls, and a session that draws what they ask for. Free of Node and of the DOM, so that
 * a notebook shows the same first frame as a page, and the page computes in a Worker.
 */

/** A number on a slider. With `scale: "log"` the slider moves by equal factors and `step` is not used. */
export interface RangeControl {
  kind: "range";
  key: string;
  label: string;
  min: number;
  max: number;
  step: number;
  scale?: "linear" | "log";
  unit?: string;
}

/** One of several words, the first of which is not better than the others. */
export interface ChoiceControl {
  kind: "choice";
  key: string;
  label: string;
  choices: readonly { value: string; label: string }[];
}

/** On or off. */
export interface ToggleControl {
  kind: "toggle";
  key: string;
  label: string;
}

/** A button. It changes no state of its own: the session does something. */
export interface ActionControl {
  kind: "action";
  key: string;
  label: string;
  /** Runs frame after frame until it is pressed once more, or until `act` returns false. */
  repeats?: boolean;
  /** What the button of a repeating action says while it runs; `Stop` by default. */
  stopLabel?: string;
}

/** Any of the four. */
export type Control = RangeControl | ChoiceControl | ToggleControl | ActionControl;

/**
 * The values of range, choice and toggle controls by key: what the address of a page carries. Keys without a control
 * are allowed (a list of points as text, say): they too are carried, if `initial` has them.
 */
export type State = Readonly<Record<string, number | string | boolean>>;

/** The numbers behind a picture. */
export interface ViewTable {
  columns: string[];
  rows: (string | number)[][];
}

/** What a session shows. */
export interface View {
  /**
   * The picture, made with `svg.ts`: a viewBox of about 600 units across (320 if narrow, each unit a pixel), colours by
   * ink. No ids, so that several may stand on one page.
   */
  svg: string;
  /** One sentence that says what is seen now; it is shown under the picture and read out politely. */
  sentence: string;
  /** The numbers behind the picture. */
  table: ViewTable;
  /** Values that the session itself changed (a pointed-at edge became the chosen one): the controls follow. */
  state?: State;
  /** Keys of controls that do nothing now: they are shown disabled. */
  disabled?: readonly string[];
}

/** An experiment in use. */
export interface Session {
  /** What there is to see; `narrow` asks for the layout of a phone. Calling it twice changes nothing. */
  view(narrow?: boolean): View;
  /** Takes a changed state without starting anew; returns false (or is absent) where the session must be opened again. */
  change?(state: State): boolean;
  /** One press of the action `key`, one frame of a repeating one; returns false when there is nothing more to do. */
  act?(key: string): boolean;
  /** A press on the picture, in its coordinates from 0 to 1, left to right and top to bottom. */
  point?(x: number, y: number, narrow?: boolean): void;
}

/** A live experiment. */
export interface Live {
  id: string;
  title: string;
  /** What to try, in two sentences. */
  caption: string;
  controls: readonly Control[];
  /** The state to begin with and to come back to. */
  initial: State;
  /** What a press on the picture does, such as `drop a ball`; absent where it does nothing. */
  pointing?: string;
  /** Begins with a state that `cleanState` let through. Everything random comes from a seed in it. */
  open(state: State): Session;
}
