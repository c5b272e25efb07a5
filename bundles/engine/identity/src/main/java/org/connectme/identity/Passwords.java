package org.connectme.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.connectme.core.command.Refusal;

/**
 * Checks and hashes passwords, a few at a time: each hash takes 19 MiB and most of a core for a moment, so that a
 * flood of sign-ins must wait in line and not take the memory that calls need. Thread-safe.
 */
final class Passwords {

    static final int MIN_LENGTH = 10;
    static final int MAX_LENGTH = 128;

    private static final int AT_ONCE = 4;
    private static final long PATIENCE_SECONDS = 5;
    private static final int MIN_DISTINCT = 4;

    /** What people type first when ten characters are asked for. */
    private static final Set<String> TRIVIAL = Set.of(
            "1234567890",
            "0123456789",
            "12345678910",
            "0987654321",
            "9876543210",
            "passwordpassword",
            "password123",
            "password1234",
            "passwort123",
            "passwort1234",
            "qwertyuiop",
            "qwertzuiop",
            "qwerty1234",
            "qwertz1234",
            "1q2w3e4r5t",
            "iloveyou123",
            "letmein1234",
            "welcome123",
            "welcome1234",
            "changeme123",
            "administrator",
            "abcdefghij",
            "abcdefghijk",
            "connectme123",
            "consultation");

    /** What an unknown account is checked against, so that it takes as long as a known one. */
    private final PasswordHash nobody = PasswordHash.of(Secrets.random());

    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /** Why this may not become the account's password; empty if it may. */
    static Optional<Refusal> check(String password, String email) {
        if (password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
            return refuse(
                    "identity.password-length",
                    "Choose a password of " + MIN_LENGTH + " to " + MAX_LENGTH + " characters.");
        }
        String lower = password.toLowerCase(Locale.ROOT);
        boolean trivial = TRIVIAL.contains(lower.strip())
                || password.codePoints().distinct().count() < MIN_DISTINCT
                || lower.equals(email)
                || lower.equals(email.substring(0, Math.max(0, email.indexOf('@'))));
        return trivial
                ? refuse(
                        "identity.password-trivial",
                        "This password is among the first that anybody would try. Choose another one.")
                : Optional.empty();
    }

    /** Empty if too many others are waiting. */
    Optional<String> hash(String password) {
        if (!entered()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PasswordHash.of(password).text());
        } finally {
            places.release();
        }
    }

    /** @param stored the account's hash; empty if there is no such account, which takes as long and is never right */
    Verdict verify(Optional<String> stored, String password) {
        PasswordHash hash = stored.map(PasswordHash::parse).orElse(nobody);
        if (!entered()) {
            return Verdict.BUSY;
        }
        try {
            return hash.matches(password) & stored.isPresent() ? Verdict.RIGHT : Verdict.WRONG;
        } finally {
            places.release();
        }
    }

    static Refusal busy() {
        return new Refusal(
                Refusal.Kind.UNAVAILABLE, "identity.busy", "Many people are signing in. Try again in a moment.");
    }

    private boolean entered() {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Optional<Refusal> refuse(String code, String detail) {
        return Optional.of(new Refusal(Refusal.Kind.INVALID, code, detail));
    }

    enum Verdict {
        RIGHT,
        WRONG,
        /** Too many others are waiting; the password was not looked at. */
        BUSY
    }
}
