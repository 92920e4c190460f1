import { chrome } from './chrome.ts';
import { accountChoices, button, element } from './element.ts';
import type { HomeView, WindowMessage } from './messages.ts';

const main = document.querySelector('main');

void show();

async function show(): Promise<void> {
  const view = await tell<HomeView>({ type: 'home' });
  if (!main) return;
  const { list, inputs } = accountChoices('radio', view.accounts, [view.active]);
  for (const input of inputs) {
    input.addEventListener('change', () => {
      void tell({ type: 'select-account', address: input.value }).then(show);
    });
  }
  const lock = button(view.locked ? 'Unlock' : 'Lock', async () => {
    await tell({ type: 'lock', locked: !view.locked });
    await show();
  });
  main.replaceChildren(
    element('h1', view.locked ? 'Locked' : 'Unlocked'),
    element('p', `Network: ${view.network}`),
    list,
    lock,
  );
  main.ariaBusy = 'false';
}

function tell<Answer>(message: WindowMessage): Promise<Answer> {
  return chrome.runtime.sendMessage<Answer>(message);
}
