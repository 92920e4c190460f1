import { createWalletMiddleware, type TransactionParams } from '@metamask/eth-json-rpc-middleware';
import { personalSign, SignTypedDataVersion, signTypedData } from '@metamask/eth-sig-util';
import { createWalletClient, defineChain, type Hex, hexToString, http, isHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { type Accounts, privateKeyHex } from './accounts.ts';
import type { Confirmations } from './confirmations.ts';
import { visibleAccounts } from './connection-requests.ts';
import {
  personalMessageQuestion,
  type TypedData,
  transactionQuestion,
  typedDataQuestion,
} from './describe-request.ts';
import { activeRpcUrl } from './forward-requests.ts';
import { originRequest } from './handle-methods.ts';
import type { Row } from './messages.ts';
import type { StateStore } from './state.ts';
import { assertTypedDataAllowed } from './typed-data-guard.ts';

interface Components {
  state: StateStore;
  accounts: Accounts;
  confirmations: Confirmations;
}

interface TransactionFields extends TransactionParams {
  to?: Hex;
  value?: Hex;
  data?: Hex;
  gas?: Hex;
}

/** Everything that uses a key. The middleware checks that the origin may use the account. */
export function signingRequests({ state, accounts, confirmations }: Components) {
  return createWalletMiddleware({
    getAccounts: async (request) =>
      visibleAccounts(await state.get(), originRequest(request).origin),

    async processTypedMessageV4({ data, from }, request) {
      const typed: TypedData = JSON.parse(data);
      assertTypedDataAllowed(typed, (await state.get()).activeChainId, accounts.addresses);
      await confirmations.ask(typedDataQuestion(originRequest(request), from, typed));
      const privateKey = accounts.privateKeyOf(from);
      return signTypedData({
        privateKey: Buffer.from(privateKey),
        data: JSON.parse(data),
        version: SignTypedDataVersion.V4,
      });
    },

    async processPersonalMessage({ data, from }, request) {
      const text = isHex(data) ? hexToString(data) : data;
      await confirmations.ask(personalMessageQuestion(originRequest(request), from, text));
      return personalSign({ privateKey: Buffer.from(accounts.privateKeyOf(from)), data });
    },

    async processTransaction(params, request) {
      const fields: TransactionFields = params;
      await confirmations.ask(transactionQuestion(originRequest(request), transactionRows(fields)));
      return sendTransaction(
        fields,
        privateKeyHex(accounts.privateKeyOf(fields.from)),
        (await state.get()).activeChainId,
        await activeRpcUrl(state),
      );
    },
  });
}

function transactionRows({ from, to, value, data }: TransactionFields): Row[] {
  return [
    { label: 'From', value: from },
    { label: 'To', value: to ?? 'a new contract' },
    { label: 'Value in wei', value: BigInt(value ?? 0).toString() },
    { label: 'Data', value: data ?? 'none' },
  ];
}

async function sendTransaction(
  { to, value, data, gas }: TransactionFields,
  privateKey: Hex,
  chainId: string,
  rpcUrl: string,
): Promise<Hex> {
  const chain = defineChain({
    id: Number(chainId),
    name: 'active',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const account = privateKeyToAccount(privateKey);
  const client = createWalletClient({ account, chain, transport: http() });
  return client.sendTransaction({
    ...(to && { to }),
    ...(data && { data }),
    ...(gas && { gas: BigInt(gas) }),
    value: BigInt(value ?? 0),
  });
}
