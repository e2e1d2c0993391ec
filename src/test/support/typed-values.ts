/** Values of any type that a declaration names, drawn at random: what a caller could write and TypeScript would accept. */
import * as path from "node:path";
import type { Random } from "../../index.js";
import * as initlab from "../../index.js";
import { distDir } from "../../tools/paths.js";
import { type TypeScript, typescript } from "../../tools/syntax.js";

/** One of the list. */
export function pick<T>(rng: Random, list: readonly T[]): T {
  return list[Math.floor(rng.next() * list.length)] as T;
}

const usual = [0, 1, 1, 2, 2, 3, 4, 5, 0.5, 0.25, 0.1, -1];
/** The ends of the doubles, sizes that cannot be, and what is no number. */
const rare = [
  -0, 2.5, -3, 7, 30, 1e-8, 0.99, 1e-170, -1e-170, 1e170, 1e200, 5e-324, 1.7e308, -1.7e308, 1e16,
].concat([NaN, Infinity, -Infinity, 2 ** 31, 2 ** 40, 1e10, 2 ** 53, 1e-300, 1000]);
const texts = [
  "",
  "a",
  "tanh",
  "relu",
  "0.5",
  "two words",
  "<b>",
  "ä€😀",
  "x".repeat(300),
  "__proto__",
  "05",
];

type Make = (rng: Random) => unknown;

const number: (rng: Random) => number = (rng) => pick(rng, rng.next() < 0.75 ? usual : rare);
const small = (rng: Random): number => 1 + Math.floor(rng.next() * 4);

function aMatrix(rng: Random, rows = small(rng), cols = small(rng)): initlab.Matrix {
  const out = initlab.zeroMatrix(rows, cols, rng.next() < 0.7 ? "float64" : "float32");
  const plain = rng.next() < 0.6;
  for (let i = 0; i < out.data.length; i++) out.data[i] = plain ? rng.next() - 0.5 : number(rng);
  return out;
}

function aNet(rng: Random): initlab.Mlp {
  const sizes = Array.from({ length: 2 + Math.floor(rng.next() * 3) }, () => small(rng));
  const activation = pick(rng, Object.keys(initlab.activations) as initlab.ActivationName[]);
  const net = initlab.mlp(rng.split("net"), { sizes, activation, weights: initlab.heNormal() });
  if (rng.next() < 0.1) net.layers.pop();
  return net;
}

function aTrace(rng: Random): initlab.Trace {
  const net = initlab.mlp(rng.split("net"), { sizes: [2, small(rng), 2], weights: initlab.heNormal() });
  return initlab.forward(net, initlab.gaussianInputs(rng.split("x"), small(rng), 2));
}

/** Things of the library as a caller would make them; seldom something of the same type that was put together by hand. */
const made: Readonly<Record<string, Make>> = {
  Random: (rng) => rng.split("given"),
  Matrix: (rng) => aMatrix(rng),
  Float64Array: (rng) => Float64Array.from({ length: small(rng) }, () => number(rng)),
  Float32Array: (rng) => Float32Array.from({ length: small(rng) }, () => number(rng)),
  Uint32Array: (rng) => Uint32Array.from({ length: small(rng) }, (_, i) => i),
  Activation: (rng) => pick(rng, Object.values(initlab.activations)),
  Loss: (rng) => pick(rng, Object.values(initlab.losses)),
  Optimizer: (rng) => (rng.next() < 0.5 ? initlab.adam() : initlab.sgd({ learningRate: 0.1 })),
  Initializer: (rng) => (rng.next() < 0.5 ? initlab.heNormal() : initlab.orthogonal()),
  Distribution: (rng) => (rng.next() < 0.5 ? initlab.normal(0, 1) : initlab.uniform(-1, 1)),
  Mlp: aNet,
  Trace: aTrace,
  Figure: () =>
    initlab.lineChart({ title: "t", xTitle: "x", yTitle: "y", series: [{ name: "a", y: [1, 2, 3] }] }),
};

const declarations = path.join(distDir, "index.d.ts");

/** The program that holds the library's declarations. */
export function declared(): {
  checker: TypeScript.TypeChecker;
  module: TypeScript.Symbol;
  file: TypeScript.Node;
} {
  const ts = typescript();
  const options = {
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    types: [],
  };
  const program = ts.createProgram([declarations], options);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(declarations) as TypeScript.SourceFile;
  return { checker, module: checker.getSymbolAtLocation(file) as TypeScript.Symbol, file };
}

/** Whether objects of this type are options: descriptions that a caller writes, as against rows and results. */
function isOptions(type: TypeScript.Type, name: string, depth: number): boolean {
  if (/(Options|Spec|Exercise|Moments|VarianceScaling)$/.test(name)) return true;
  const optional = (property: TypeScript.Symbol): boolean =>
    (property.flags & typescript().SymbolFlags.Optional) !== 0;
  return name === "__type" && depth === 0 && type.getProperties().some(optional);
}

/** Draws values of types; `file` is the place from which the declarations are seen. */
export class TypedValues {
  readonly #checker: TypeScript.TypeChecker;
  readonly #file: TypeScript.Node;
  /** How many objects of options the last values held, and which of them gets an option that does not exist. */
  options = 0;
  misspell = -1;

  constructor(checker: TypeScript.TypeChecker, file: TypeScript.Node) {
    this.#checker = checker;
    this.#file = file;
  }

  typeOf(symbol: TypeScript.Symbol): TypeScript.Type {
    return this.#checker.getTypeOfSymbolAtLocation(symbol, this.#file);
  }

  /** The arguments of one call; optional ones are left out now and then. */
  arguments(rng: Random, signature: TypeScript.Signature): unknown[] {
    const out: unknown[] = [];
    for (const parameter of signature.getParameters()) {
      const declaration = parameter.valueDeclaration as TypeScript.ParameterDeclaration;
      const optional = declaration.questionToken !== undefined || declaration.initializer !== undefined;
      if (optional && rng.next() < 0.4) break;
      const type = this.typeOf(parameter);
      if (declaration.dotDotDotToken) out.push(...(this.value(rng, type) as unknown[]));
      else out.push(this.value(rng, type));
    }
    return out;
  }

  /** A value of the type. */
  value(rng: Random, type: TypeScript.Type, depth = 0): unknown {
    const ts = typescript();
    const flags = type.getFlags();
    if (flags & ts.TypeFlags.NumberLike) return type.isNumberLiteral() ? type.value : number(rng);
    if (flags & ts.TypeFlags.StringLike) return type.isStringLiteral() ? type.value : pick(rng, texts);
    if (flags & ts.TypeFlags.BooleanLiteral) return this.#checker.typeToString(type) === "true";
    if (flags & ts.TypeFlags.Boolean) return rng.next() < 0.5;
    if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return undefined;
    if (flags & ts.TypeFlags.Null) return null;
    if (type.isUnion()) return this.value(rng, pick(rng, type.types), depth);
    if (type.isTypeParameter()) {
      const constraint = type.getConstraint();
      return constraint ? this.value(rng, constraint, depth) : number(rng);
    }
    if (flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.#object(rng, type, depth);
    const constraint = this.#checker.getBaseConstraintOfType(type);
    if (constraint && constraint !== type) return this.value(rng, constraint, depth);
    return pick(rng, [1, "a", true, undefined, null, [1, 2], { a: 1 }]);
  }

  #object(rng: Random, type: TypeScript.Type, depth: number): unknown {
    const name = type.getSymbol()?.getName() ?? "";
    const make = made[name];
    const byHand = (name === "Mlp" || name === "Trace") && rng.next() < 0.2;
    if (make && !byHand) return make(rng.split(`${name}${rng.next()}`));
    const element = type.getNumberIndexType();
    if (element && depth < 7) return this.#list(rng, type, element, depth);
    const [signature] = type.getCallSignatures();
    if (signature) {
      const back = this.value(rng, signature.getReturnType(), depth + 1);
      return () => back;
    }
    if (name === "Promise") return Promise.resolve(1);
    if (/Itera|Generator/.test(name)) return [1, 2, 3];
    const out: Record<string, unknown> = {};
    const values = type.getStringIndexType();
    if (values) for (const key of ["std", "b"]) out[key] = this.value(rng, values, depth + 1);
    for (const property of type.getProperties()) {
      const optional = (property.flags & typescript().SymbolFlags.Optional) !== 0;
      if (optional && (depth > 5 || rng.next() < 0.6)) continue;
      out[property.getName()] = this.value(rng, this.typeOf(property), depth + 1);
    }
    if (isOptions(type, name, depth)) this.#misspelt(out, type);
    return out;
  }

  /** Adds a known option's name without its last letter, if it is this object's turn. */
  #misspelt(options: Record<string, unknown>, type: TypeScript.Type): void {
    const names = type.getProperties().map((property) => property.getName());
    const wrong = names.map((key) => key.slice(0, -1)).find((key) => key !== "" && !names.includes(key));
    if (this.options++ === this.misspell) options[wrong ?? "unknown"] = 1;
  }

  #list(rng: Random, type: TypeScript.Type, element: TypeScript.Type, depth: number): unknown[] {
    const parts = this.#checker.getTypeArguments(type as TypeScript.TypeReference);
    const tuple =
      this.#checker.typeToString(type).startsWith("[") ||
      /^readonly \[/.test(this.#checker.typeToString(type));
    if (tuple) return parts.map((part) => this.value(rng, part, depth + 1));
    const length = pick(rng, [0, 1, 2, 2, 3, 3, 5]);
    return Array.from({ length }, () => this.value(rng, element, depth + 1));
  }
}
