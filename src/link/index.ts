/**
 * How it is carried: typed ways between two worlds, the same whether a browser's port or an in-memory twin lies under
 * them. Direction is in the type: a `Link<Out, In>` cannot be used backwards. Acknowledged delivery: the sending half
 * keeps what is not acknowledged (src/agent/outbox.ts, because it lives in the page), the receiving half is here.
 */
export * from './link';
export * from './memoryLink';
export * from './reconnect';
export * from './receiveInOrder';
export * from './agentDoor';
