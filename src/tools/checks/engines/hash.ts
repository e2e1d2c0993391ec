/** A short name for many numbers: equal only, for all practical purposes, if every bit is equal. */

const bytes = new DataView(new ArrayBuffer(8));

/** Two running FNV-1a hashes of 32 bits with different starts and primes. */
export class Hash {
  #a = 0x811c9dc5;
  #b = 0x2166f3a5;
  #count = 0;

  /** Adds the 64 bits of each number; every NaN counts as the same one. */
  add(numbers: Iterable<number>): this {
    for (const x of numbers) {
      bytes.setFloat64(0, x, true);
      if (Number.isNaN(x)) bytes.setInt32(4, 0x7ff80000, true);
      if (Number.isNaN(x)) bytes.setInt32(0, 0, true);
      for (let i = 0; i < 8; i++) {
        const byte = bytes.getUint8(i);
        this.#a = Math.imul(this.#a ^ byte, 0x01000193);
        this.#b = Math.imul(this.#b ^ byte, 0x0100018f);
      }
      this.#count += 1;
    }
    return this;
  }

  /** How many numbers there were, and the hash in hexadecimal. */
  toString(): string {
    const hex = (n: number): string => (n >>> 0).toString(16).padStart(8, "0");
    return `${this.#count} numbers ${hex(this.#a)}${hex(this.#b)}`;
  }
}
