'use client';
import { useEffect, useRef, useState } from 'react';
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
  /** Whatever is under way for it, nothing more comes of it here. */
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
  const [isUnknown, setUnknown] = useState(false);
  useEffect(() => findWallets(setWallets), []);

  const { isBusy, problem, run, giveUp } = useWork(({ code }) => {
    if (code === 'wallet/unknown-network') setUnknown(true);
  });

  async function checkWith(by: FoundWallet, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!file) return;
    setWallet(by);
    await connectWallet(by);
    const found = await rescueCoin(by.provider, file).check(signal);
    signal.throwIfAborted();
    setReport(found);
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
      giveUp();
      setFile(undefined);
      setReport(undefined);
      setUnknown(false);
    },
    check: (by) => void run((signal) => checkWith(by, signal)),
    checkAgain: () => wallet && void run((signal) => checkWith(wallet, signal)),
    switchNetwork: () =>
      void run(async (signal) => {
        if (!wallet || !file) return;
        await switchNetwork(wallet, file.ethereumChainId);
        await checkWith(wallet, signal);
      }),
    addNetwork: (url) =>
      void run(async (signal) => {
        if (!wallet || !file) return;
        const { ethereumChainId: chainId } = file;
        const name = rescueMessages.wallet.networkName(chainId);
        await addNetwork(wallet, { chainId, name, url });
        await checkWith(wallet, signal);
      }),
    act: (action) =>
      void run(async (signal) => {
        if (!wallet || !file) return;
        await action(rescueCoin(wallet.provider, file));
        await checkWith(wallet, signal);
      }),
  };
}

/** One thing at a time; whatever goes wrong is said, and nothing is lost by it. */
function useWork(onProblem: (problem: ErrorObject) => void) {
  const [problem, setProblem] = useState<ErrorObject>();
  const [isBusy, setBusy] = useState(false);
  const running = useRef<AbortController>(undefined);

  async function run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setBusy(true);
    setProblem(undefined);
    try {
      await work(signal);
    } catch (thrown) {
      if (signal.aborted) return;
      const found = problemFrom(thrown);
      setProblem(found);
      onProblem(found);
    } finally {
      if (!signal.aborted) setBusy(false);
    }
  }

  /** What is under way ends where it can, and is heard of no more. */
  function giveUp(): void {
    running.current?.abort();
    setBusy(false);
    setProblem(undefined);
  }

  return { isBusy, problem, run, giveUp };
}
