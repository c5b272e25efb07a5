package org.connectme.agent.ui;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.EventQueue;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.connectme.agent.core.Consultation;
import org.connectme.agent.core.ConsultationState;
import org.connectme.agent.core.Estate;
import org.connectme.agent.core.Media;
import org.connectme.agent.core.OwnWindows;
import org.connectme.agent.core.Probe;
import org.connectme.agent.core.Rehearsal;
import org.connectme.agent.core.Settings;
import org.connectme.agent.core.Succession;
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

    /** Of what is left to the next version. */
    private static final int LAYOUT = 1;

    private final ExecutorService worker;
    private final Watch watch = new Watch();
    private final ServiceRegistration<OwnWindows> windows;
    private final ServiceRegistration<?> starts;
    private final BundleContext context;
    private final StandingCore core = new StandingCore();
    private final Optional<JsonNode> before;
    private volatile @Nullable Settings settings;
    private volatile @Nullable Front front;
    private volatile boolean closed;
    private boolean begun;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Media media;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Rehearsal rehearsal;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Probe> probes = List.of();

    /** The launcher's, once it knows of a newer package. */
    @Reference(
            target = "(connectme.newer-package=true)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable BooleanSupplier newerPackage;

    @Activate
    public AgentWindow(BundleContext context) {
        this.context = context;
        this.before = Succession.take(context, Estate.class)
                .filter(estate -> estate.version() == LAYOUT)
                .map(Estate::data);
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
        // By hand: the core, which this component needs, itself looks for the windows, and as a service of this
        // component they would be a circle.
        windows = context.registerService(OwnWindows.class, watch, new Hashtable<>());
        Consumer<String> raise = code -> EventQueue.invokeLater(this::raise);
        starts = context.registerService(Consumer.class, raise, new Hashtable<>(Map.of("connectme.starts", true)));
    }

    /** Comes and goes while the window stays: a new version of the core takes over from the last in a call, too. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindConsultation(Consultation come) {
        core.came(come);
        begin();
    }

    void unbindConsultation(Consultation gone) {
        core.went(gone);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSettings(Settings come) {
        settings = come;
        begin();
    }

    /** The last ones serve until the next are there. */
    void unbindSettings(Settings gone) {
        logger.debug("Settings are being replaced");
    }

    /** Once, as soon as there is something to show and it is known in which language. */
    private synchronized void begin() {
        if (begun || settings == null || !core.isThere()) {
            return;
        }
        begun = true;
        ThisComputer computer = new ThisComputer(context, () -> Objects.requireNonNull(settings));
        Language language = computer.language()
                .or(() -> Language.of(Locale.getDefault().toLanguageTag()))
                .orElse(Language.EN);
        worker.execute(() -> {
            Scheme scheme = SystemScheme.now();
            EventQueue.invokeLater(() -> open(computer, language, scheme));
        });
    }

    private void open(ThisComputer computer, Language language, Scheme scheme) {
        if (!closed) {
            front = new Front(
                    core.face(),
                    new Around(
                            () -> Optional.ofNullable(media),
                            () -> Optional.ofNullable(rehearsal),
                            () -> List.copyOf(probes),
                            this::isNewerPackageThere,
                            computer),
                    worker,
                    watch,
                    language,
                    scheme,
                    SystemScheme::now,
                    before);
        }
    }

    private boolean isNewerPackageThere() {
        BooleanSupplier known = newerPackage;
        return known != null && known.getAsBoolean();
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
            front = null;
            if (open != null) {
                try {
                    leave(open);
                } finally {
                    open.close();
                }
            }
        };
        if (EventQueue.isDispatchThread()) {
            end.run();
        } else {
            onEventThread(end);
        }
        worker.shutdownNow();
    }

    private void leave(Front open) {
        if (Succession.isUnderWay(context)) {
            Succession.leave(context, new Estate(LAYOUT, ConsultationState.NOTHING_YET, open.leave(), null));
        }
    }

    /** Waits for it whatever interrupts: the next version's windows must not meet these. */
    private static void onEventThread(Runnable work) {
        FutureTask<Void> done = new FutureTask<>(work, null);
        EventQueue.invokeLater(done);
        boolean waits = true;
        boolean interrupted = false;
        while (waits) {
            try {
                done.get();
                waits = false;
            } catch (InterruptedException stopped) {
                interrupted = true;
            } catch (ExecutionException failed) {
                logger.error("A window did not close", failed.getCause());
                waits = false;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
