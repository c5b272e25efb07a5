package org.connectme.agent.core.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.connectme.agent.core.ControlInput;
import org.connectme.agent.core.GlobalKeys;
import org.connectme.agent.core.InjectorFactory;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.OwnWindows;
import org.connectme.agent.core.Result;
import org.connectme.agent.core.exchange.DropFolder;
import org.connectme.agent.core.link.Loop;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** The app's control as it is shipped, put together by hand where the app has Declarative Services and a network. */
public final class LooseControl {

    private final Parts parts = new Parts();
    private final ControlDesk desk;

    public LooseControl(
            BundleContext context,
            Supplier<CompletableFuture<Result<JsonNode>>> signingKeys,
            String consultation,
            Loop loop,
            Supplier<Instant> serverNow) {
        Passed passed = new Passed(
                (path, body) -> CompletableFuture.completedFuture(new Result.Done<>(NullNode.getInstance())), loop);
        DropFolder folder = new DropFolder(Path.of("drop"));
        this.desk = new ControlDesk(
                context,
                parts,
                new Keyring(signingKeys),
                passed,
                folder,
                consultation,
                loop,
                loop,
                serverNow,
                () -> {});
    }

    public ControlDesk desk() {
        return desk;
    }

    public LooseControl with(Media media, GlobalKeys keys) {
        parts.media = media;
        parts.globalKeys = List.of(keys);
        return this;
    }

    /** As when the bundle that brings it is replaced. @param windows null while there are none */
    public void windows(@Nullable OwnWindows windows) {
        parts.windows = windows;
    }

    public void input(ControlInput.Factory input) {
        parts.input = input;
    }

    public void injectors(InjectorFactory injectors) {
        parts.injectors = List.of(injectors);
    }
}
