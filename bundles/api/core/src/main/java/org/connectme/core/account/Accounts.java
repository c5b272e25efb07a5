package org.connectme.core.account;

import java.util.List;
import java.util.Optional;
import org.connectme.core.ConsultantId;
import org.connectme.core.Seller;
import org.connectme.core.command.Refusal;
import org.osgi.annotation.versioning.ProviderType;

/** Consultants' accounts and sign-in. Any thread; blocks on the database. */
@ProviderType
public interface Accounts {

    /**
     * @param address what to count failures by: where the request came from, or its network; never stored in clear
     * @param device  what an earlier sign-in gave this device, if it has it: others' failures do not lock it out
     * @return secrets to be set as cookies; every failure looks and takes alike
     */
    SignIn signIn(String email, String password, String address, Optional<String> device);

    void signOut(String secret);

    /** Ends every session of the consultant, and forgets the devices: one of them may be lost. */
    void signOutEverywhere(ConsultantId id);

    /** Mails a link if there is such an account; says nothing either way. */
    void requestPasswordReset(String email, String address);

    /** @return empty when done; otherwise why not */
    Optional<Refusal> resetPassword(String token, String newPassword);

    Optional<Consultant> find(ConsultantId id);

    /** Every account, by e-mail. For the operator's shell. */
    List<Consultant> all();

    Optional<Refusal> setAvailability(ConsultantId id, Availability availability);

    Optional<Refusal> updateProfile(ConsultantId id, Profile profile);

    /** For the operator's shell. @return the new account, or why not */
    Created create(String email, String displayName, String password);

    record Consultant(ConsultantId id, String email, Availability availability, Profile profile) {}

    /**
     * What customers see of a consultant, and the texts they agree to.
     *
     * @param waiver text of the waiver of withdrawal; empty where the law asks for none
     */
    record Profile(
            String displayName,
            String greeting,
            String zone,
            Seller seller,
            String terms,
            String privacy,
            String waiver) {}

    enum Availability {
        ONLINE,
        BREAK,
        /** After a customer hung up, until the consultant chooses. */
        NONE
    }

    sealed interface SignIn {
        /**
         * @param secret of the session
         * @param device to be kept on the device for a year and shown at the next sign-in; opens nothing by itself
         */
        record Done(ConsultantId id, String secret, String device) implements SignIn {}

        record Failed(Refusal refusal) implements SignIn {}
    }

    sealed interface Created {
        record Done(ConsultantId id) implements Created {}

        record Failed(Refusal refusal) implements Created {}
    }
}
