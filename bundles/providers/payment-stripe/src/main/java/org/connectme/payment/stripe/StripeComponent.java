package org.connectme.payment.stripe;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.connectme.payment.spi.PaymentProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers Stripe as soon as there are keys for it. Without them there is no such provider. */
@Component(
        configurationPid = "org.connectme.payment.stripe",
        service = {},
        immediate = true)
@Designate(ocd = StripeConfig.class)
public final class StripeComponent {

    private static final Logger logger = LoggerFactory.getLogger(StripeComponent.class);

    private final Optional<ServiceRegistration<PaymentProvider>> registration;

    @Activate
    public StripeComponent(BundleContext context, StripeConfig config) {
        this.registration = settings(config).map(settings -> {
            String version = context.getBundle().getVersion().toString();
            PaymentProvider provider = new StripeProvider(
                    settings, Clock.systemUTC(), new Transport(Duration.ofSeconds(5), Duration.ofSeconds(20)), version);
            logger.info("Stripe is there{}", settings.test() ? ", with test keys: no real money moves" : "");
            return context.registerService(PaymentProvider.class, provider, null);
        });
    }

    @Deactivate
    void gone() {
        registration.ifPresent(ServiceRegistration::unregister);
    }

    private static Optional<Settings> settings(StripeConfig config) {
        try {
            Optional<Settings> settings = Settings.of(config);
            if (settings.isEmpty()) {
                logger.info("Stripe is off: org.connectme.payment.stripe has no .secret.key");
            }
            return settings;
        } catch (Settings.Unusable e) {
            logger.error("Stripe is off, because its configuration cannot be used: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
