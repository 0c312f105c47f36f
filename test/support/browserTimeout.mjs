// @ts-check
import { jest } from '@jest/globals';

/** For the slowest machine this should still pass on; states are waited for, so a fast one does not take longer. */
jest.setTimeout(90_000);
