import { RtcCandidate, RtcDescription } from './rtc-candidate.ts';
import { RtcConnection } from './rtc-connection.ts';

// @libp2p/webrtc reads these globals once, when it is loaded, so this file is imported before it.
// A worker is told by its global scope: bundlers replace `typeof window` by a constant.
if ('WorkerGlobalScope' in globalThis && !('RTCPeerConnection' in globalThis)) {
  Object.assign(globalThis, {
    RTCPeerConnection: RtcConnection,
    RTCIceCandidate: RtcCandidate,
    RTCSessionDescription: RtcDescription,
  });
}
