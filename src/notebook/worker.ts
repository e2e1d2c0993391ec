/** A worker thread: runs the experiments it is sent, one at a time, and answers with their results. */
import { parentPort } from "node:worker_threads";
import { perform, type Task } from "../core/team.js";

parentPort?.on("message", (task: Task) => parentPort?.postMessage(perform(task)));
