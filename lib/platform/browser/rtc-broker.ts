import { type SelectedPair, selectedPairOf } from './rtc-selected-pairs.ts';
import { createRtcSession, type RtcSession, type TransferSupport } from './rtc-session.ts';

/**
 * Page side of WebRTC: owns the real peer connections of the node's worker. It outlives workers, so
 * that a page whose node stops and starts again needs no other broker.
 */
export interface RtcBroker {
  /** Serves a worker; the result ends its connections and closes the port. */
  serve(port: MessagePort): () => void;
  /** The selected ICE candidate pair of each connected peer connection. */
  selectedPairs(): Promise<SelectedPair[]>;
  /** True once this browser has refused to move a data channel to a worker. */
  isBridging(): boolean;
}

/** With `forceBridge` channels are never moved, as in a browser that cannot. */
export function createRtcBroker(options: { forceBridge?: boolean } = {}): RtcBroker {
  const transfer: TransferSupport = { works: options.forceBridge === true ? false : 'unknown' };
  const sessions = new Set<RtcSession>();
  // A page that only vanishes says nothing to its peers, and they wait for it until the ICE consent
  // runs out. A page that closes its connections first is missed at once.
  addEventListener('pagehide', () => {
    for (const session of sessions) session.dropAll();
  });
  return {
    serve(port) {
      const session = createRtcSession(port, transfer);
      sessions.add(session);
      return () => {
        session.close();
        sessions.delete(session);
      };
    },
    async selectedPairs() {
      const connections = [...sessions].flatMap((session) => session.connections());
      const pairs = await Promise.all(connections.map(selectedPairOf));
      return pairs.filter((pair) => pair !== undefined);
    },
    isBridging: () => transfer.works === false,
  };
}
