import { css } from 'lit';

/** What forms have in common beyond the shared base. */
export const fieldLook = css`
  .with-unit {
    display: flex;
    align-items: center;
    gap: var(--cm-2);
  }
  .with-unit input {
    flex: 1;
    min-width: 0;
  }
  .saved {
    display: inline-flex;
    align-items: center;
    gap: var(--cm-2);
    background: none;
    color: var(--cm-live);
    font-weight: 550;
  }
`;
