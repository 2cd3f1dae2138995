// When to try again: doubling, with full jitter, so that the phones of a whole street do not all come back in one second.

const FIRST = 2_000
const LONGEST = 300_000

export class Backoff {
  private failures = 0

  constructor(private readonly random: () => number = Math.random) {}

  succeeded(): void {
    this.failures = 0
  }

  /** How long to wait now (ms); `least` is what the server asked for. */
  failed(least: number | null = null): number {
    const most = Math.min(LONGEST, FIRST * 2 ** this.failures)
    this.failures += 1
    return (least ?? 0) + this.random() * (least === null ? most : Math.min(most, 10_000))
  }
}
