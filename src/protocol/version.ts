/**
 * Version of everything in this folder. Raise it by one whenever a field changes its meaning, leaves, or becomes
 * required; adding an optional field or a new record kind does not raise it (readers skip kinds they do not know and
 * count them). A batch of another version is refused with a counted fault.
 */
export const PROTOCOL_VERSION = 3;
