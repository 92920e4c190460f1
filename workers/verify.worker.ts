import { serveVerify } from '../lib/platform/browser/serve-verify.ts';
import { createWasmSignatures } from '../lib/platform/browser/wasm-signatures.ts';
import { installKeccakWasm } from '../lib/platform/signatures/keccak-wasm.ts';

// The process that checks signatures for the node worker. The page starts it and sends it the ports
// it serves; any message that carries a port is such an order.

const signatures = installKeccakWasm().then(createWasmSignatures);

addEventListener('message', ({ ports }: MessageEvent) => {
  for (const port of ports) void serveVerify(port, signatures);
});
