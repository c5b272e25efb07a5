package org.connectme.itests.faults;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.connectme.itests.server.Api;

/** One side of a call: its page, and what a witness in it has noticed. One thread. */
public record Participant(String side, Page page, Api api) {

    /** Runs in each page before its own code: counts sockets, keeps the connections, notes what the meter shows. */
    static final String WITNESS = """
            (() => {
              const witness = { sockets: 0, closed: 0, addresses: [], peers: [], states: [] };
              window.witness = witness;
              window.WebSocket = class extends WebSocket {
                constructor(...how) {
                  super(...how);
                  witness.sockets++;
                  witness.addresses.push(this.url);
                  this.addEventListener('close', () => witness.closed++);
                }
              };
              window.RTCPeerConnection = class extends RTCPeerConnection {
                constructor(...how) {
                  super(...how);
                  witness.peers.push(this);
                }
              };
              const find = (root, name) => {
                for (const each of root.querySelectorAll('*')) {
                  if (each.localName === name) return each;
                  const within = each.shadowRoot === null ? null : find(each.shadowRoot, name);
                  if (within !== null) return within;
                }
                return null;
              };
              setInterval(() => {
                const shown = find(document, 'cm-meter')?.shadowRoot?.querySelector('.state span')?.textContent;
                if (shown !== undefined && shown !== witness.states.at(-1)) witness.states.push(shown);
              }, 100);
              witness.stats = async (type) => {
                const all = [];
                for (const peer of witness.peers) {
                  if (peer.connectionState === 'closed') continue;
                  (await peer.getStats()).forEach((entry) => { if (entry.type === type) all.push(entry); });
                }
                return all;
              };
            })();
            """;

    private static final String FRAMES =
            "async () => (await witness.stats('inbound-rtp')).reduce((sum, e) => sum + (e.framesDecoded ?? 0), 0)";
    private static final String CALLING =
            "() => witness.peers.filter((peer) => peer.connectionState !== 'closed').length";
    private static final String PAIR = """
            async () => {
              const pairs = await witness.stats('candidate-pair');
              const used = new Set((await witness.stats('transport')).map((e) => e.selectedCandidatePairId));
              const local = await witness.stats('local-candidate');
              return pairs.filter((e) => used.has(e.id))
                .map((e) => local.find((c) => c.id === e.localCandidateId)?.candidateType ?? 'none');
            }""";

    public long framesDecoded() {
        return number(page.evaluate(FRAMES));
    }

    long socketsOpened() {
        return number(page.evaluate("() => witness.sockets"));
    }

    /** Connections ever made, the network check of the waiting room among them. */
    public long connectionsMade() {
        return number(page.evaluate("() => witness.peers.length"));
    }

    public long connectionsOpen() {
        return number(page.evaluate(CALLING));
    }

    /** What this page sends from: "host", "relay" and so on, of each connection in use. */
    Collection<?> candidatesInUse() {
        return (Collection<?>) page.evaluate(PAIR);
    }

    /** Everything that the meter has shown since {@link #forgetMeterStates}, one after another. */
    List<String> meterStates() {
        return ((Collection<?>) page.evaluate("() => witness.states"))
                .stream().map(String::valueOf).toList();
    }

    void forgetMeterStates() {
        page.evaluate("() => { witness.states = []; }");
    }

    /** Pictures of the other side are decoded from now on. */
    public void awaitPictures(Duration bound) {
        long before = framesDecoded();
        // What is decoded may be a rest of the jitter buffer: a second's worth is not.
        Until.isTrue(side + " sees the other side move", bound, () -> framesDecoded() > before + 15);
    }

    public Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** @throws AssertionError with what the page shows instead */
    public void awaitText(String pattern, Duration bound) {
        try {
            page.getByText(Pattern.compile(pattern))
                    .first()
                    .waitFor(new Locator.WaitForOptions().setTimeout(bound.toMillis()));
        } catch (TimeoutError missed) {
            throw new AssertionError(
                    side + " does not read \u201c" + pattern + "\u201d but\n"
                            + page.locator("body").ariaSnapshot(),
                    missed);
        }
    }

    boolean shows(String pattern) {
        return page.getByText(Pattern.compile(pattern)).first().isVisible();
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
