/** Creates an element with text or children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  created.append(...children);
  return created;
}

export function button(label: string, click: () => Promise<void>): HTMLButtonElement {
  const created = element('button', label);
  created.addEventListener('click', () => void click());
  return created;
}

/** A labelled radio button or checkbox for each account. */
export function accountChoices(
  type: 'radio' | 'checkbox',
  accounts: string[],
  selected: string[],
): { list: HTMLElement; inputs: HTMLInputElement[] } {
  const inputs = accounts.map((address) => {
    const input = element('input');
    return Object.assign(input, {
      type,
      name: 'account',
      value: address,
      checked: selected.includes(address),
    });
  });
  const lines = inputs.map((input, index) => {
    const label = element('label', input, ` Account ${index + 1} `, element('code', input.value));
    return element('div', label);
  });
  const list = element('fieldset', element('legend', 'Accounts'), ...lines);
  return { list, inputs };
}
