package org.connectme.payment.spi;

/**
 * A form that runs in the customer's page as an ES module and exports
 * {@code mount(element, context) -> { submit(): Promise<{method} | {problem}>, challenge(action): Promise<{answer}>, unmount() }}.
 * What it returns may also have {@code look(tokens)}, called when the page changes between light and dark.
 * {@code context} hands over language, amount, colour tokens and {@code configuration}. Card data goes from the form
 * to the service, or stays in the form; the host gets only the {@code method}.
 *
 * <p>It does what a customer's part can be: <em>fields</em> in {@code submit}, a <em>challenge</em> in its place, and a
 * <em>redirect</em>: {@code challenge} may send the whole page to the service, whose way back is
 * {@code context.returnUrl}; the page then mounts the form anew and calls {@code challenge} with the same action, and
 * the form finds out by itself that the cardholder is back.
 *
 * @param module         JavaScript source, UTF-8, at most 256 KiB; its custom-element names carry the version
 * @param configuration  JSON with what the form needs in the open, such as a publishable key; no secret
 * @param contentSources origins the form must reach (scripts, frames, connections), for the page's
 *     Content-Security-Policy: {@code https://host} or {@code https://*.host}, space separated; may be empty
 */
public record ClientForm(byte[] module, String configuration, String contentSources) {}
