package org.connectme.payment.spi;

/**
 * A form that runs in the customer's page as an ES module and exports
 * {@code mount(element, context) -> { submit(): Promise<{method} | {problem}>, challenge(action): Promise<{answer}>, unmount() }}.
 * What it returns may also have {@code look(tokens)}, called when the page changes between light and dark.
 * {@code context} hands over language, amount, colour tokens and {@code configuration}. Card data goes from the form
 * to the service, or stays in the form; the host gets only the {@code method}.
 *
 * @param module        JavaScript source, UTF-8, at most 256 KiB; its custom-element names carry the version
 * @param configuration JSON with what the form needs in the open, such as a publishable key
 * @param contentSources origins the form must reach, for the page's Content-Security-Policy, space separated; may be empty
 */
public record ClientForm(byte[] module, String configuration, String contentSources) {}
