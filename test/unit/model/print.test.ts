import { expect, test } from '@jest/globals';
import { printModel } from '../../../src/model';
import { playOtherCarriers } from '../../panels/support/scenario';

test('the printed model shows everything that carries messages', () => {
  expect(printModel(playOtherCarriers().model)).toMatchInlineSnapshot(`
    "Realms
      R1 app.example/  frame, https://app.example, top
      R2 /editor  frame, https://app.example, top.frames[0], heard by addEventListener
      R3 opener shop.example  window, https://shop.example, opener in another tab, no agent inside
      R4 /shared.js  shared worker, https://app.example, named store, no agent inside

    Channels
      channel 1: port 1 in R1 app.example/ [new] — port 2 in R2 /editor [new, came R1 app.example/ → R2 /editor, observed]  (observed)
      channel 3: port 5 in R1 app.example/ [new] — port 6 in R4 /shared.js [transferred]  (observed)
      channel 4: port 7 in R1 app.example/ [started, heard by onmessage] — port 8 in R1 app.example/ [new]  (observed)

    Broadcasts
      news, https://app.example: R1 app.example/ [open], R2 /editor [closed], R2 /editor [closed]

    Messages
      #1 R1 app.example/ → R2 /editor  window  {take: 'this'}  delivered (observed), 1.7 ms, carries port 2, to *, read: data origin
      #3 R1 app.example/ → R2 /editor  window  'from a module'  delivered (inferred), 1.7 ms
      #5 R1 app.example/ → R2 /editor  window  'to the old page'  lost (no receiver), latency not known, to https://old.example but it was https://app.example
      #6 R3 opener shop.example → R2 /editor  window  'hello from the other tab'  delivered, latency not known
      #7 R2 /editor → R2 /editor  window  {source: 'react-devtools-bridge', payload: {}}  delivered (inferred), 1.7 ms, traffic of React DevTools
      #10 R1 app.example/ → R2 /editor  broadcast  {saved: true}  delivered (observed), 1.7 ms
      #11 R1 app.example/ → R2 /editor  broadcast  {saved: true}  delivered (observed), 3.4 ms
      #12 R1 app.example/ → unknown  broadcast  {saved: false}  unseen, latency not known
      #13 R1 app.example/:5 → R4 /shared.js:6  port  {get: 'theme'}  unseen, latency not known
      #14 R1 app.example/:8 → R1 app.example/:7  port  null  delivered (observed), 1.7 ms, traffic of scheduler
    "
  `);
});
