/** The processes of this machine, with the processor time that each has used. */
import { execFile } from "node:child_process";
import * as fs from "node:fs/promises";

/** One process. `waits`: it could go on, and has or waits for a processor or a disk. */
export interface Process {
  id: number;
  parent: number;
  seconds: number;
  waits: boolean;
}

/** The fields of a `stat` in `/proc` behind the program's name, which stands in brackets and may hold anything. */
const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(")") + 2).split(" ");

/** Whether one of a process's threads could go on. */
async function hasWaiting(id: string): Promise<boolean> {
  const threads = await fs.readdir(`/proc/${id}/task`);
  const stats = threads.map((thread) => fs.readFile(`/proc/${id}/task/${thread}/stat`, "utf8"));
  return (await Promise.all(stats)).some((stat) => /[RD]/.test(fieldsOf(stat)[0] ?? ""));
}

/** The processes in `/proc`; a tick there is a hundredth of a second on every Linux that Node runs on. */
async function onLinux(): Promise<Process[]> {
  const ids = (await fs.readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const read = async (id: string): Promise<Process> => {
    const fields = fieldsOf(await fs.readFile(`/proc/${id}/stat`, "utf8"));
    const seconds = (Number(fields[11]) + Number(fields[12])) / 100;
    return { id: Number(id), parent: Number(fields[1]), seconds, waits: await hasWaiting(id) };
  };
  // a process or a thread may end between two readings
  const all = await Promise.all(ids.map((id) => read(id).catch(() => undefined)));
  return all.filter((process) => process !== undefined);
}

/** What a command prints, without the command's own process. */
function lines(command: string, args: string[], parse: (line: string) => Process): Promise<Process[]> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { maxBuffer: 2 ** 26, windowsHide: true }, (error, out) => {
      if (error) return reject(error);
      const all = out.split(/\r?\n/).filter((line) => line.trim() !== "");
      resolve(all.map(parse).filter(({ id }) => id !== child.pid));
    });
  });
}

/** Seconds of `12:34.56` or `2-03:04:05`: days, hours, minutes, seconds. */
export function clockSeconds(text: string): number {
  const [rest = "", days = "0"] = text.split("-").reverse();
  return rest.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + 86_400 * Number(days);
}

/** A line of `ps -axo pid=,ppid=,stat=,time=`. */
export function psLine(line: string): Process {
  const [id, parent, state = "", time = ""] = line.trim().split(/\s+/);
  return { id: Number(id), parent: Number(parent), seconds: clockSeconds(time), waits: /^[RUD]/.test(state) };
}

/** A line of ours from Windows: id, parent, and the time in tenths of microseconds. */
export function windowsLine(line: string): Process {
  const [id, parent, time] = line.trim().split(/\s+/).map(Number);
  return { id: id ?? 0, parent: parent ?? 0, seconds: (time ?? 0) / 1e7, waits: false };
}

const ON_WINDOWS =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.KernelModeTime + $_.UserModeTime)" }';

/** Every process that may be seen; undefined where this machine does not tell. */
export async function processes(): Promise<Process[] | undefined> {
  try {
    if (process.platform === "linux") return await onLinux();
    if (process.platform !== "win32") return await lines("ps", ["-axo", "pid=,ppid=,stat=,time="], psLine);
    return await lines("powershell.exe", ["-NoProfile", "-Command", ON_WINDOWS], windowsLine);
  } catch {
    return undefined;
  }
}

/** A process and all that it started, as far as it still runs. */
export function treeOf(root: number, all: readonly Process[]): Process[] {
  const tree = all.filter(({ id }) => id === root);
  // the list grows while it is walked
  for (const { id } of tree) tree.push(...all.filter((one) => one.parent === id && !tree.includes(one)));
  return tree;
}
