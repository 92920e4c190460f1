import type { JsonRpcMiddleware } from '@metamask/json-rpc-engine';
import type { Json, JsonRpcParams } from '@metamask/json-rpc-engine/v2';
import { providerErrors, rpcErrors } from '@metamask/rpc-errors';
import type { Confirmations } from './confirmations.ts';
import { addNetworkQuestion, switchQuestion } from './describe-request.ts';
import { handleMethods, type OriginRequest } from './handle-methods.ts';
import { requestRpc } from './request-rpc.ts';
import type { StateStore } from './state.ts';

interface Components {
  state: StateStore;
  confirmations: Confirmations;
  chainChanged: (chainId: string) => void;
}

/** Which chain is active, and which chains are known. */
export function networkRequests(components: Components): JsonRpcMiddleware<JsonRpcParams, Json> {
  const { state } = components;
  return handleMethods({
    eth_chainId: async () => (await state.get()).activeChainId,
    net_version: async () => BigInt((await state.get()).activeChainId).toString(),
    wallet_switchEthereumChain: (request) => switchChain(components, request),
    wallet_addEthereumChain: (request) => addChain(components, request),
  });
}

async function switchChain(components: Components, request: OriginRequest): Promise<null> {
  const chainId = chainIdFrom(request.params[0]);
  const state = await components.state.get();
  if (!state.networks[chainId]) {
    const hint = 'Try adding the chain using wallet_addEthereumChain first.';
    const message = `Unrecognized chain ID "${chainId}". ${hint}`;
    throw providerErrors.custom({ code: 4902, message });
  }
  if (chainId === state.activeChainId) return null;
  await components.confirmations.ask(switchQuestion(request, state, chainId));
  return activate(components, chainId);
}

async function addChain(components: Components, request: OriginRequest): Promise<null> {
  const chainId = chainIdFrom(request.params[0]);
  const state = await components.state.get();
  if (state.networks[chainId]) return switchChain(components, request);
  const network = networkFrom(request.params[0]);
  const answered = await requestRpc(network.rpcUrl, 'eth_chainId', []).catch((cause: unknown) => {
    throw rpcErrors.invalidParams(
      `Request for method 'eth_chainId' on ${network.rpcUrl} failed: ${String(cause)}`,
    );
  });
  if (answered !== chainId) {
    throw rpcErrors.invalidParams(
      `Chain ID returned by RPC URL ${network.rpcUrl} does not match ${chainId}`,
    );
  }
  await components.confirmations.ask(addNetworkQuestion(request, { chainId, ...network }));
  const { networks } = await components.state.get();
  const { name, rpcUrl } = network;
  await components.state.update({ networks: { ...networks, [chainId]: { name, rpcUrl } } });
  return activate(components, chainId);
}

async function activate(components: Components, chainId: string): Promise<null> {
  await components.state.update({ activeChainId: chainId });
  components.chainChanged(chainId);
  return null;
}

function chainIdFrom(params: Json | undefined): string {
  const { chainId } = asRecord(params);
  if (typeof chainId !== 'string' || !/^0x[1-9a-f][0-9a-f]*$/i.test(chainId)) {
    throw rpcErrors.invalidParams(
      `Expected 0x-prefixed, unpadded, non-zero hexadecimal string 'chainId'. Received: ${chainId}`,
    );
  }
  return chainId.toLowerCase();
}

function networkFrom(params: Json | undefined): { name: string; symbol: string; rpcUrl: string } {
  const { chainName, rpcUrls, nativeCurrency } = asRecord(params);
  const { symbol, decimals } = asRecord(nativeCurrency);
  const rpcUrl = Array.isArray(rpcUrls) ? rpcUrls.find(isUsableUrl) : undefined;
  if (typeof chainName !== 'string' || chainName === '') {
    throw rpcErrors.invalidParams("Expected non-empty string 'chainName'.");
  }
  if (typeof symbol !== 'string' || symbol.length < 1 || symbol.length > 6 || decimals !== 18) {
    throw rpcErrors.invalidParams("Expected 'nativeCurrency' of 18 decimals, symbol of 1 to 6.");
  }
  if (typeof rpcUrl !== 'string') {
    throw rpcErrors.invalidParams("Expected an array with at least one valid https 'rpcUrls'.");
  }
  return { name: chainName, symbol, rpcUrl };
}

function isUsableUrl(value: Json): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '127.0.0.1';
}

function asRecord(value: Json | undefined): Record<string, Json | undefined> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
