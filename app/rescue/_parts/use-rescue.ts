'use client';
import { useEffect, useState } from 'react';
import {
  addNetwork,
  connectWallet,
  type FoundWallet,
  findWallets,
  switchNetwork,
} from '../../../lib/client/rescue/find-wallets.ts';
import { type CoinFile, openCoinFile } from '../../../lib/client/rescue/open-coin-file.ts';
import {
  type CoinReport,
  type Rescue,
  rescueCoin,
} from '../../../lib/client/rescue/rescue-coin.ts';
import type { ErrorObject } from '../../../lib/client/types.ts';
import { problemFrom } from '../../../lib/ui/problem.ts';
import { rescueMessages } from '../../../lib/ui/rescue-messages.ts';

/** All that the page knows, one step after the other. */
export interface RescueState {
  wallets: readonly FoundWallet[];
  file: CoinFile | undefined;
  report: CoinReport | undefined;
  problem: ErrorObject | undefined;
  /** A check or a transaction is under way. */
  isBusy: boolean;
  open(file: File): void;
  closeFile(): void;
  check(wallet: FoundWallet): void;
  /** Of the wallet that was asked last. */
  checkAgain(): void;
  switchNetwork(): void;
  /** The wallet has said that it does not know the coin's network. */
  isUnknown: boolean;
  /** By the endpoint at this address; then it goes on there. */
  addNetwork(url: string): void;
  act(action: (rescue: Rescue) => Promise<void>): void;
}

export function useRescue(): RescueState {
  const [wallets, setWallets] = useState<readonly FoundWallet[]>([]);
  const [file, setFile] = useState<CoinFile>();
  const [wallet, setWallet] = useState<FoundWallet>();
  const [report, setReport] = useState<CoinReport>();
  const [problem, setProblem] = useState<ErrorObject>();
  const [isBusy, setBusy] = useState(false);
  const [isUnknown, setUnknown] = useState(false);
  useEffect(() => findWallets(setWallets), []);

  /** One thing at a time; whatever goes wrong is said, and nothing is lost by it. */
  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (thrown) {
      const found = problemFrom(thrown);
      setProblem(found);
      if (found.code === 'wallet/unknown-network') setUnknown(true);
    } finally {
      setBusy(false);
    }
  }

  async function checkWith(by: FoundWallet): Promise<void> {
    if (!file) return;
    setWallet(by);
    await connectWallet(by);
    setReport(await rescueCoin(by.provider, file).check());
    setUnknown(false);
  }

  return {
    ...{ wallets, file, report, problem, isBusy, isUnknown },
    open: (chosen) =>
      void run(async () => {
        setReport(undefined);
        setFile(await openCoinFile(chosen));
      }),
    closeFile() {
      setFile(undefined);
      setReport(undefined);
      setProblem(undefined);
      setUnknown(false);
    },
    check: (by) => void run(() => checkWith(by)),
    checkAgain: () => wallet && void run(() => checkWith(wallet)),
    switchNetwork: () =>
      void run(async () => {
        if (!wallet || !file) return;
        await switchNetwork(wallet, file.ethereumChainId);
        await checkWith(wallet);
      }),
    addNetwork: (url) =>
      void run(async () => {
        if (!wallet || !file) return;
        const { ethereumChainId: chainId } = file;
        const name = rescueMessages.wallet.networkName(chainId);
        await addNetwork(wallet, { chainId, name, url });
        await checkWith(wallet);
      }),
    act: (action) =>
      void run(async () => {
        if (!wallet || !file) return;
        await action(rescueCoin(wallet.provider, file));
        await checkWith(wallet);
      }),
  };
}
