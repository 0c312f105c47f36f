import type { Model } from '../types';
import type { Diagnostic } from './diagnostic';

export type { Diagnostic, DiagnosticKind, Subject } from './diagnostic';

/** What is wrong, as far as is known now: errors first, then by when it happened first. */
export function diagnosticsOf(_model: Model): Diagnostic[] {
  return [];
}
