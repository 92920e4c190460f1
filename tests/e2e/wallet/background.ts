import type { JsonRpcParams, JsonRpcRequest } from '@metamask/json-rpc-engine/v2';
import { createAccounts } from './accounts.ts';
import { chrome, type Port } from './chrome.ts';
import { createConfirmations } from './confirmations.ts';
import { visibleAccounts } from './connection-requests.ts';
import { networkName } from './describe-request.ts';
import { createEngine } from './engine.ts';
import type { HomeView, PageReply, PageRequest, WindowMessage } from './messages.ts';
import { createStateStore } from './state.ts';

const accounts = createAccounts();
const [firstAccount = ''] = accounts.addresses;
const state = createStateStore({
  locked: false,
  activeAccount: firstAccount,
  activeChainId: '0x1',
  networks: { '0x1': { name: 'Ethereum Mainnet' } },
  connections: {},
});
const confirmations = createConfirmations();
const ports = new Set<Port>();
const engine = createEngine({ state, accounts, confirmations, accountsChanged, chainChanged });

chrome.runtime.onConnect.addListener((port) => {
  ports.add(port);
  port.onDisconnect.addListener(() => ports.delete(port));
  port.onMessage.addListener((message) => {
    void answerPage(port, message as PageRequest);
  });
});

chrome.runtime.onMessage.addListener((message, _sender, respond) => {
  void answerWindow(message as WindowMessage).then(respond);
  return true;
});

async function answerPage(port: Port, { id, method, params }: PageRequest): Promise<void> {
  const request: JsonRpcRequest<JsonRpcParams> & { origin: string } = {
    jsonrpc: '2.0',
    id,
    method,
    params: params ?? [],
    origin: originOf(port),
  };
  const response = await engine.handle(request);
  if ('error' in response) {
    const { code, message, data } = response.error;
    reply(port, { id, error: { code, message, data } });
  } else {
    reply(port, { id, result: response.result });
  }
}

async function answerWindow(message: WindowMessage): Promise<unknown> {
  switch (message.type) {
    case 'question':
      return confirmations.questionOf(message.id);
    case 'answer':
      return confirmations.answer(message.id, message.approved, message.accounts);
    case 'home':
      return homeView();
    case 'lock':
      await state.update({ locked: message.locked });
      return allAccountsChanged();
    case 'select-account':
      await state.update({ activeAccount: message.address });
      return allAccountsChanged();
  }
}

async function homeView(): Promise<HomeView> {
  const current = await state.get();
  return {
    locked: current.locked,
    accounts: accounts.addresses,
    active: current.activeAccount,
    network: networkName(current, current.activeChainId),
  };
}

async function allAccountsChanged(): Promise<void> {
  for (const origin of new Set([...ports].map(originOf))) await accountsChanged(origin);
}

async function accountsChanged(origin: string): Promise<void> {
  const value = visibleAccounts(await state.get(), origin);
  for (const port of ports) {
    if (originOf(port) === origin) reply(port, { event: 'accountsChanged', value });
  }
}

function chainChanged(chainId: string): void {
  for (const port of ports) reply(port, { event: 'chainChanged', value: chainId });
}

function reply(port: Port, message: PageReply): void {
  if (ports.has(port)) port.postMessage(message);
}

function originOf(port: Port): string {
  return port.sender?.origin ?? '';
}
