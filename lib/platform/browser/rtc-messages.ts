// What passes between a worker's stand-in for RTCPeerConnection and the broker on the page that
// owns the real ones. Numbers name connections, channels, certificates and calls; the worker
// chooses even channel numbers and the broker odd ones, so neither waits for the other.

export interface RtcState {
  connectionState: RTCPeerConnectionState;
  iceConnectionState: RTCIceConnectionState;
  iceGatheringState: RTCIceGatheringState;
  signalingState: RTCSignalingState;
}

export type RtcStateEvent =
  | 'connectionstatechange'
  | 'iceconnectionstatechange'
  | 'icegatheringstatechange'
  | 'signalingstatechange';

/** A method of the real connection whose result the worker waits for. */
export type RtcCall =
  | { method: 'createOffer' }
  | { method: 'createAnswer' }
  | { method: 'setLocalDescription'; description: RTCSessionDescriptionInit | undefined }
  | { method: 'setRemoteDescription'; description: RTCSessionDescriptionInit }
  | { method: 'addIceCandidate'; candidate: RTCIceCandidateInit | undefined };

/** From the worker to the page. */
export type RtcCommand =
  | {
      kind: 'open';
      connection: number;
      configuration: Omit<RTCConfiguration, 'certificates'>;
      certificates: readonly number[];
    }
  | { kind: 'close'; connection: number }
  | { kind: 'call'; connection: number; call: number; request: RtcCall }
  | { kind: 'generateCertificate'; call: number; algorithm: EcKeyGenParams }
  | {
      kind: 'createChannel';
      connection: number;
      channel: number;
      label: string;
      options: RTCDataChannelInit;
    }
  | { kind: 'sendBytes'; channel: number; data: ArrayBuffer }
  | { kind: 'closeChannel'; channel: number };

export type RtcResult =
  | { kind: 'nothing' }
  | { kind: 'description'; description: RTCSessionDescriptionInit }
  | { kind: 'certificate'; certificate: number; expires: number }
  | { kind: 'failure'; name: string; message: string };

/** What happens to a channel whose bytes are bridged. */
export type RtcChannelEvent =
  | { type: 'open'; id: number | null }
  | { type: 'message'; data: ArrayBuffer | string }
  /** That many bytes left the page. */
  | { type: 'sent'; bytes: number }
  | { type: 'error'; message: string }
  | { type: 'close' };

/** From the page to the worker. */
export type RtcEvent =
  | { kind: 'result'; call: number; result: RtcResult }
  | { kind: 'state'; connection: number; event: RtcStateEvent; state: RtcState }
  | { kind: 'candidate'; connection: number; candidate: RTCIceCandidateInit | null }
  | {
      kind: 'channelReceived';
      connection: number;
      channel: number;
      label: string;
      protocol: string;
      /** Present when it was transferred; absent when its bytes are bridged. */
      transferred?: RTCDataChannel;
    }
  /** A channel the worker asked for was created and moved to the worker. */
  | { kind: 'channelTransferred'; channel: number; transferred: RTCDataChannel }
  | { kind: 'channelEvent'; channel: number; event: RtcChannelEvent };

/** The channel libp2p opens first so that candidates are gathered, and closes when connected. */
export const INIT_CHANNEL_LABEL = 'init';
