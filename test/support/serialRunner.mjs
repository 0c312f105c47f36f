import TestRunner from 'jest-runner';

/** Jest's own runner, one test file at a time and in this process: two browsers at once would disturb each other. */
export default class SerialRunner extends TestRunner {
  isSerial = true;
}
