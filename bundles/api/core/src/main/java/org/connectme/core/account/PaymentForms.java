package org.connectme.core.account;

import java.util.Currency;
import java.util.Optional;
import org.connectme.core.journal.History;
import org.osgi.annotation.versioning.ProviderType;

/** The forms in which customers enter a card, as the payment providers bring them. Never blocks long; any thread. */
@ProviderType
public interface PaymentForms {

    /** The form to show for a hold in this currency. Empty while no provider that the operator offers takes it. */
    Optional<Form> form(Currency currency);

    /**
     * The form to show next in this consultation: as {@link #form(Currency)}, but where the first provider has certainly not
     * executed what it was asked for, the next one's; never after an answer that is in doubt.
     *
     * @param history of a consultation that has an offer
     */
    Optional<Form> next(History history);

    /** The form of one provider, for a challenge: it goes on where the hold was asked for. Empty while it is away. */
    Optional<Form> formOf(String provider);

    /**
     * The ES module of a form, UTF-8, for {@code import()} under an address that names provider and version. Modules
     * of versions that were replaced stay, so that a page in the middle of a payment goes on.
     */
    Optional<byte[]> module(String provider, String version);

    /**
     * @param provider       id, as commands and events name it
     * @param version        changes with the module
     * @param test           no real money moves; to be shown on the page
     * @param configuration  JSON, handed to the module as it is
     * @param contentSources origins the module must reach, space separated, for the page's policy; may be empty
     */
    record Form(String provider, String version, boolean test, String configuration, String contentSources) {}
}
