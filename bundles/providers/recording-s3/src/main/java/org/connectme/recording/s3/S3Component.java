package org.connectme.recording.s3;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.connectme.recording.spi.RecordingStore;
import org.connectme.recording.vault.MasterKeys;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers the store as soon as there is a bucket for it. Without one, nothing of the service's client is loaded. */
@Component(
        configurationPid = "org.connectme.recording.s3",
        service = {},
        immediate = true)
@Designate(ocd = S3Config.class)
public final class S3Component {

    private static final Logger logger = LoggerFactory.getLogger(S3Component.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final @Nullable Running running;

    @Activate
    public S3Component(BundleContext context, S3Config config) {
        this.running = settings(config)
                .map(settings -> Running.start(context, settings))
                .orElse(null);
    }

    @Deactivate
    void gone() {
        if (running != null) {
            running.stop();
        }
    }

    private record Running(ServiceRegistration<RecordingStore> registration, Caretaker caretaker, Bucket bucket) {

        static Running start(BundleContext context, S3Settings settings) {
            Bucket bucket = new Bucket(settings);
            Keyring keyring = new Keyring(bucket, new MasterKeys(settings.keys()), Clock.systemUTC());
            Shelf shelf = new Shelf(bucket, keyring, Clock.systemUTC());
            Caretaker caretaker = new Caretaker(new Gathering(bucket, keyring, shelf, Clock.systemUTC()), QUIET);
            RecordingStore store = new S3RecordingStore(
                    settings,
                    bucket,
                    keyring,
                    shelf,
                    caretaker::due,
                    context.getBundle().getVersion().toString());
            logger.info("Recordings can be kept in {}", settings.place());
            return new Running(context.registerService(RecordingStore.class, store, null), caretaker, bucket);
        }

        void stop() {
            registration.unregister();
            caretaker.close();
            bucket.close();
        }
    }

    private static Optional<S3Settings> settings(S3Config config) {
        try {
            Optional<S3Settings> settings = S3Settings.of(config);
            if (settings.isEmpty()) {
                logger.info("No recordings with an S3 service: org.connectme.recording.s3 has no bucket");
            }
            return settings;
        } catch (S3Settings.Unusable e) {
            logger.error(
                    "No recordings with an S3 service, because its configuration cannot be used: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
