/** When a diagnostic speaks. Times are milliseconds of the time that realms were heard, never of a wall clock. */
export const THRESHOLDS = {
  /** A port that is listened to may be started a little later. */
  unstarted: 1_000,
  /** So many messages that wait are a queue that grows, once the first of them has waited so long. */
  queueLength: 100,
  queueAge: 1_000,
  /** A port that arrived and for which messages wait is left to itself for so long. */
  untaken: 5_000,
} as const;
