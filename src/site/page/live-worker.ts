// Runs in the page's Worker: keeps one session per figure and answers every request with what is to be seen.
import { liveById } from "../../live/index.js";
import type { Session, State } from "../../live/live.js";
import { cleanState } from "../../live/state.js";
import type { LiveReply, LiveRequest } from "../live-table.js";

interface Kept {
  session: Session;
  state: State;
}

const kept = new Map<string, Kept>();

const same = (a: State, b: State): boolean => Object.keys(a).every((key) => a[key] === b[key]);

/** The figure's session in the state that is asked for, begun anew where it cannot follow. */
function sessionFor({ place, id, state, fresh }: LiveRequest): Kept {
  const live = liveById(id);
  const wanted = cleanState(live, state);
  let there = kept.get(place);
  const follows = there && !fresh && (same(wanted, there.state) || there.session.change?.(wanted) === true);
  if (!there || !follows) there = { session: live.open(wanted), state: wanted };
  there.state = wanted;
  kept.set(place, there);
  return there;
}

function answer(request: LiveRequest): LiveReply {
  const there = sessionFor(request);
  const { session } = there;
  let more = true;
  let over: string | undefined;
  for (const event of request.events) {
    if (!("act" in event)) session.point?.(event.x, event.y, event.narrow);
    // Of several frames at once, those after the end of a run are none.
    else if (event.act !== over) {
      more = session.act?.(event.act) ?? false;
      over = more ? undefined : event.act;
    }
  }
  const views = request.layouts.map((layout) => [layout, session.view(layout === "narrow")] as const);
  const [, view] = views[0] ?? ["wide", session.view()];
  there.state = cleanState(liveById(request.id), { ...there.state, ...view.state });
  return {
    place: request.place,
    pictures: Object.fromEntries(views.map(([layout, { svg }]) => [layout, svg])),
    sentence: view.sentence,
    table: view.table,
    state: { ...there.state, ...view.state },
    disabled: view.disabled ?? [],
    more,
  };
}

addEventListener("message", ({ data }: MessageEvent<LiveRequest>) => {
  // In a page whose code can be run, the same script has other messages too.
  if (data.place === undefined) return;
  const failed = { pictures: {}, sentence: "", table: { columns: [], rows: [] }, state: {}, disabled: [] };
  let reply: LiveReply;
  try {
    reply = answer(data);
  } catch (error) {
    reply = { place: data.place, ...failed, more: false, error: (error as Error).message };
  }
  postMessage(reply);
});
