/** Text of what is written to a stream piece by piece: parts of a character wait for the other parts. */

const unknown = "\ufffd";

/** The text of one stream's chunks. Bytes are UTF-8; what belongs to no character becomes U+FFFD. */
export class Characters {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** Whether bytes were decoded last, so that some may wait. */
  #bytes = false;
  /** The first half of a surrogate pair. */
  #half = "";

  /** The characters that the chunk completes. */
  text(chunk: string | Uint8Array): string {
    if (chunk.length === 0) return "";
    if (typeof chunk === "string") return this.#endBytes() + this.#paired(chunk);
    this.#bytes = true;
    return this.#endHalf() + this.#decoder.decode(chunk, { stream: true });
  }

  /** What still waits, which nothing completes any more. */
  end(): string {
    return this.#endBytes() + this.#endHalf();
  }

  #paired(chunk: string): string {
    const text = this.#half + chunk;
    this.#half = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : "";
    return wellFormed(this.#half === "" ? text : text.slice(0, -1));
  }

  #endBytes(): string {
    if (!this.#bytes) return "";
    this.#bytes = false;
    return this.#decoder.decode();
  }

  #endHalf(): string {
    const lost = this.#half === "" ? "" : unknown;
    this.#half = "";
    return lost;
  }
}

/** The text with U+FFFD for every half of a surrogate pair that stands alone. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, unknown);
