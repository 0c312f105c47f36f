/** What a receiver does with a numbered message. */
export type Verdict =
  /** It is the next one. */
  | 'take'
  /** It was taken already: a repetition after a broken connection. Acknowledge it again. */
  | 'repeated'
  /** Something before it is missing and will be sent again: leave it, unacknowledged. */
  | 'too early';

/** Judges the numbers of one sender. */
export type Receiver = {
  /**
   * @param n the message's number, from 1.
   * @param oldest the lowest number that its sender still held when it sent it: all before were acknowledged, to us or
   *   to a receiver before us.
   */
  judge(n: number, oldest: number): Verdict;
  /** The highest number up to which nothing is missing any more; 0 at first. */
  readonly taken: number;
  /** How many were acknowledged to somebody else and cannot come again. */
  readonly missed: number;
};

/**
 * The receiving half of the acknowledged link: lets every numbered message through exactly once and in order, whatever
 * was lost or repeated on the way.
 */
export function receiveInOrder(): Receiver {
  let taken = 0;
  let missed = 0;
  return {
    judge(n, oldest) {
      if (oldest > taken + 1) {
        missed += oldest - 1 - taken;
        taken = oldest - 1;
      }
      if (n <= taken) return 'repeated';
      if (n > taken + 1) return 'too early';
      taken = n;
      return 'take';
    },
    get taken() {
      return taken;
    },
    get missed() {
      return missed;
    },
  };
}
