package org.connectme.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.connectme.payment.spi.ClientForm;

/** The card form: Stripe's Payment Element, which Stripe's own script puts into the page. */
final class Form {

    /** docs.stripe.com/security/guide: the script, its frames, the bank's frame, and where the script reports to. */
    private static final String SOURCES =
            "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com https://api.stripe.com";

    private Form() {}

    static ClientForm of(Settings settings) {
        JsonObject configuration = new JsonObject();
        configuration.addProperty("publishableKey", settings.publishableKey());
        return new ClientForm(module(), configuration.toString(), SOURCES);
    }

    /** With the form's own hash: the address of a form that changed is new even where the bundle's version is not. */
    static String version(String bundleVersion, ClientForm form) {
        return bundleVersion + "-" + hash(form.module()).substring(0, 8);
    }

    static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static String hash(String text) {
        return hash(text.getBytes(UTF_8));
    }

    private static byte[] module() {
        try (InputStream module = Form.class.getResourceAsStream("/form/stripe-form.js")) {
            if (module == null) {
                throw new IllegalStateException("The bundle lacks its card form");
            }
            return module.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
