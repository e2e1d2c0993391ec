// The part of mathjs that pages carry, as a script of its own: only the pages of lessons that import mathjs have it.
import { create } from "mathjs";
import * as parts from "./mathjs-parts.js";

const registered = globalThis as { __initlabModules?: Record<string, unknown> };
registered.__initlabModules = { ...registered.__initlabModules, mathjs: create(parts) };
