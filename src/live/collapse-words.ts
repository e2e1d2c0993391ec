/** What the collapse tracer says: the arithmetic of one step of the backward pass, and at its end what is 0 and why. */
import { formatNumber } from "../charts/number.js";
import { backwardOrder, type EdgeNumbers, layers, type NodeNumbers, type Passes } from "./collapse-net.js";

/** A number of two digits: `0` for an exact zero, `≈0` for less than a thousandth. */
export function short(x: number): string {
  if (x !== 0 && Math.abs(x) < 0.001) return "≈0";
  return formatNumber(Number(x.toPrecision(2)), 2);
}

/** A factor in a product: negative numbers in brackets. */
const factor = (x: number): string => (x < 0 ? `(${short(x)})` : short(x));

/** `a`, `a and b`, `a, b and c`. */
function list(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** The edges that leave a node upwards. */
const above = ({ edges }: Passes, { layer, index }: NodeNumbers): EdgeNumbers[] =>
  edges.filter((edge) => edge.layer === layer && edge.from === index);

function upperEnd({ nodes }: Passes, edge: EdgeNumbers): NodeNumbers {
  return nodes.find(({ layer, index }) => layer === edge.layer + 1 && index === edge.to) as NodeNumbers;
}

/** The step of the backward pass that comes to `node`, as arithmetic. */
function stepWords(passes: Passes, node: NodeNumbers): string {
  const name = `∂L/∂${node.name}`;
  if (node.layer === layers.length - 1)
    return `The backward pass begins: ${name} = ŷ − target = ${short(node.value)} − ${factor(passes.target)} = ${short(node.gradient)}.`;
  const terms = above(passes, node).map((edge) => {
    const end = upperEnd(passes, edge);
    return `${factor(edge.weight)} × ${factor(end.gradient * end.slope)}`;
  });
  const flat = above(passes, node).every((edge) => upperEnd(passes, edge).slope === 1);
  return `${name} = ${terms.join(" + ")} = ${short(node.gradient)}: every weight on a way up times the gradient at its upper end${flat ? "" : ", times the slope there"}.`;
}

/** The forward pass alone. */
function forwardWords({ nodes, loss, target }: Passes): string {
  const out = nodes.at(-1) as NodeNumbers;
  return `The forward pass: the net says ${short(out.value)}, the target is ${short(target)}, the loss ½(ŷ − target)² is ${short(loss)}. Move the step to send the gradient back.`;
}

/** Which weight gradients are 0, and why. */
function whyWords(passes: Passes, chosen: EdgeNumbers): string {
  const { nodes, edges, loss } = passes;
  if (loss === 0) return "The net hits the target: the loss is 0, and with it every gradient.";
  const hidden = nodes.filter(({ layer }) => layer > 0 && layer < layers.length - 1);
  const gone = edges.filter(({ gradient }) => gradient === 0).length;
  const own =
    chosen.weight !== 0
      ? ""
      : chosen.gradient === 0
        ? ` ${chosen.label} itself gets none: at this start it cannot leave 0.`
        : ` ${chosen.label} is 0 and still gets ${short(chosen.gradient)}: it can leave 0.`;
  if (gone === 0) return `All ${edges.length} weights get a gradient.${own}`;
  const name = ({ name: text }: NodeNumbers): string => text;
  const unreached = hidden.filter(({ gradient }) => gradient === 0).map(name);
  const flat = hidden.filter(({ slope, gradient }) => slope === 0 && gradient !== 0).map(name);
  const silent = hidden.filter(({ value }) => value === 0).map(name);
  const reasons = [
    unreached.length > 0 ? `no gradient reaches ${list(unreached)}, for every way up is cut by a 0` : "",
    flat.length > 0 ? `the slope is 0 at ${list(flat)}` : "",
    silent.length > 0 ? `${list(silent)} put${silent.length === 1 ? "s" : ""} out 0` : "",
  ].filter((reason) => reason !== "");
  const inputs = nodes.filter(({ layer, value }) => layer === 0 && value === 0).map(name);
  if (inputs.length > 0) reasons.push(`${list(inputs)} ${inputs.length === 1 ? "is" : "are"} 0`);
  return `${gone} of ${edges.length} weight gradients are exactly 0: ${reasons.join("; ")}.${own}`;
}

/** The sentence at a step: 0 is the forward pass, then one node after the other. */
export function collapseWords(passes: Passes, step: number, chosen: EdgeNumbers): string {
  const order = backwardOrder(passes);
  if (step === 0) return forwardWords(passes);
  if (step >= order.length) return whyWords(passes, chosen);
  return stepWords(passes, order[step - 1] as NodeNumbers);
}
