/** When a diagnostic speaks. Times are milliseconds of the time that realms were heard, never of a wall clock. */
export const THRESHOLDS = {
  /** A port that is listened to may be started a little later. */
  unstarted: 1_000,
  /** So many messages that wait are a queue that grows, once the first of them has waited so long. */
  queueLength: 100,
  queueAge: 1_000,
  /** A port that arrived and for which messages wait is left to itself for so long. */
  untaken: 5_000,
  /** A request has no answer after so long; by its id alone it is known for one once so many were answered. */
  answer: 10_000,
  learned: 3,
} as const;
