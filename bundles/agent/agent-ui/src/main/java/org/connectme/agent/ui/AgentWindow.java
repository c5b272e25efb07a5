package org.connectme.agent.ui;

import java.awt.EventQueue;
import java.lang.reflect.InvocationTargetException;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.OwnWindows;
import org.connectme.agent.core.Settings;
import org.connectme.agent.ui.look.Scheme;
import org.connectme.agent.ui.look.SystemScheme;
import org.connectme.agent.ui.words.Language;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the app while this bundle runs. Thread-safe; the windows themselves are of the event thread. */
@Component(
        service = {},
        immediate = true)
public final class AgentWindow {

    private static final Logger logger = LoggerFactory.getLogger(AgentWindow.class);

    private static final int MOST_WAITING = 100;
    private static final int IDLE_SECONDS = 30;

    private final ExecutorService worker;
    private final Watch watch = new Watch();
    private final ServiceRegistration<OwnWindows> windows;
    private final ServiceRegistration<?> starts;
    private volatile @Nullable Front front;
    private volatile boolean closed;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Media media;

    @Activate
    public AgentWindow(@Reference Consultation consultation, @Reference Settings settings, BundleContext context) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                2, 2, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "connectme-window");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        // What is asked again and again may be left out while the computer is that slow.
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardOldestPolicy());
        worker = threads;
        ThisComputer computer = new ThisComputer(context, settings);
        Language language = computer.language()
                .or(() -> Language.of(Locale.getDefault().toLanguageTag()))
                .orElse(Language.EN);
        // By hand: the core, which this component needs, itself looks for the windows, and as a service of this
        // component they would be a circle.
        windows = context.registerService(OwnWindows.class, watch, new Hashtable<>());
        Consumer<String> raise = code -> EventQueue.invokeLater(this::raise);
        starts = context.registerService(Consumer.class, raise, new Hashtable<>(Map.of("connectme.starts", true)));
        worker.execute(() -> {
            Scheme scheme = SystemScheme.now();
            EventQueue.invokeLater(() -> open(consultation, computer, language, scheme));
        });
    }

    private void open(Consultation consultation, ThisComputer computer, Language language, Scheme scheme) {
        if (!closed) {
            front = new Front(
                    consultation,
                    () -> Optional.ofNullable(media),
                    computer,
                    worker,
                    watch,
                    language,
                    scheme,
                    SystemScheme::now);
        }
    }

    /** The app was started a second time: the window that is there comes to the front. */
    private void raise() {
        Front open = front;
        if (open != null) {
            open.raise();
        }
    }

    /** Waits for the windows to be gone: after that nothing of this bundle's classes is on the screen. */
    @Deactivate
    void close() {
        windows.unregister();
        starts.unregister();
        Runnable end = () -> {
            closed = true;
            Front open = front;
            if (open != null) {
                open.close();
            }
        };
        if (SwingUtilities.isEventDispatchThread()) {
            end.run();
        } else {
            try {
                EventQueue.invokeAndWait(end);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (InvocationTargetException failed) {
                logger.error("A window did not close", failed.getCause());
            }
        }
        worker.shutdownNow();
    }
}
