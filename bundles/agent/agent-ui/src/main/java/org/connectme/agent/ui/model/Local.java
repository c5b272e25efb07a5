package org.connectme.agent.ui.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.connectme.agent.core.view.Money;
import org.jspecify.annotations.Nullable;

/** What the window itself knows: what the person did that is no business of the server's. Of one thread. */
public final class Local {

    /** What can be under way. */
    public enum Task {
        OPEN,
        CONTACT,
        AGREE,
        CARD,
        ENTER,
        NOTE,
        END,
        RAISE,
        LIMIT,
        MAIL,
        RECEIPT,
        QUESTION,
        FILE
    }

    /** What lies beside the call. */
    public enum Panel {
        CHAT,
        MORE,
        SETTINGS,
        CHECK
    }

    /** What the window asks by itself. */
    public enum Own {
        CANCEL,
        ANOTHER_TIME,
        SCREEN
    }

    private final Set<Task> busy = EnumSet.noneOf(Task.class);
    private final Set<String> refused = new HashSet<>();
    private @Nullable Place back;
    private boolean invitationRead;
    private String problem = "";
    private Map<String, String> faults = Map.of();
    private @Nullable Panel panel;
    private @Nullable Own question;
    private boolean ending;
    private @Nullable Money refusedRaise;
    private int readLines;
    private @Nullable Long returnedNanos;
    private String said = "";
    private boolean cardPageOpened;
    private boolean renewing;
    private boolean putAway;
    private Trial trial = Trial.NOTHING;
    private SelfCheck selfCheck = SelfCheck.NOTHING;
    private String filesFolder = "";
    private boolean newerPackage;
    private final Set<String> read = new HashSet<>();

    /** For the next version of the windows; what is under way is not: it is over by then. */
    public ObjectNode leave() {
        ObjectNode left = JsonNodeFactory.instance.objectNode();
        refused.forEach(left.putArray("refused")::add);
        return left.put("invitationRead", invitationRead)
                .put("panel", panel == null ? null : panel.name())
                .put("readLines", readLines)
                .put("putAway", putAway);
    }

    /** As the version before left it. */
    public void resume(JsonNode left) {
        left.path("refused").forEach(request -> refused.add(request.asText()));
        invitationRead = left.path("invitationRead").asBoolean();
        for (Panel each : Panel.values()) {
            panel = each.name().equals(left.path("panel").asText()) ? each : panel;
        }
        readLines = left.path("readLines").asInt();
        putAway = left.path("putAway").asBoolean();
    }

    /** Begins something; false when the same is under way already. */
    public boolean begin(Task task) {
        if (!busy.add(task)) {
            return false;
        }
        clearProblem();
        said = "";
        return true;
    }

    public void finish(Task task) {
        busy.remove(task);
    }

    public boolean is(Task task) {
        return busy.contains(task);
    }

    /** Why the last thing asked was not done, in words, and field by field. */
    public void tell(String newProblem, Map<String, String> newFaults) {
        problem = newProblem;
        faults = Map.copyOf(newFaults);
    }

    public void clearProblem() {
        tell("", Map.of());
    }

    public String problem() {
        return problem;
    }

    public Map<String, String> faults() {
        return faults;
    }

    /** To a step that was done already; null goes as far as the server lets. */
    public void lookAt(@Nullable Place step) {
        back = step;
        renewing = false;
        clearProblem();
    }

    public Optional<Place> back() {
        return Optional.ofNullable(back);
    }

    public void readInvitation() {
        invitationRead = true;
    }

    public boolean isInvitationRead() {
        return invitationRead;
    }

    /** Opens what lies beside the call, or closes it; what was written until now counts as read. */
    public void toggle(Panel which, int linesOfOther) {
        panel = panel == which ? null : which;
        readLines = linesOfOther;
        clearProblem();
    }

    public Optional<Panel> panel() {
        return Optional.ofNullable(panel);
    }

    public int unread(int linesOfOther) {
        return panel == Panel.CHAT ? 0 : Math.max(0, linesOfOther - readLines);
    }

    public void ask(@Nullable Own own) {
        question = own;
        clearProblem();
    }

    public Optional<Own> question() {
        return Optional.ofNullable(question);
    }

    public void end(boolean now) {
        ending = now;
    }

    /** The red button was pressed here. */
    public boolean isEnding() {
        return ending;
    }

    /** A higher total is asked about anew. */
    public void refuseRaise(Money total) {
        refusedRaise = total;
    }

    public boolean isRefused(Money total) {
        return total.equals(refusedRaise);
    }

    /** A no needs nobody: unanswered, it is one. */
    public void refuse(String request) {
        refused.add(request);
    }

    public boolean isRefused(String request) {
        return refused.contains(request);
    }

    /** The other side came back just now. */
    public void returned(long nanos) {
        returnedNanos = nanos;
    }

    public boolean isReturnedSince(long nanos) {
        return returnedNanos != null && returnedNanos - nanos >= 0;
    }

    /** What was done, in words; gone with the next thing that is begun. */
    public void say(String done) {
        said = done;
    }

    public String said() {
        return said;
    }

    public void cardPageOpened(boolean now) {
        cardPageOpened = now;
    }

    public boolean isCardPageOpened() {
        return cardPageOpened;
    }

    /** Another hold takes the place of one that runs out. */
    public void renew() {
        renewing = true;
        cardPageOpened = false;
    }

    public boolean isRenewing() {
        return renewing;
    }

    /** While the screen is shown, a bar stands for the window. */
    public void putAway(boolean now) {
        putAway = now;
    }

    public boolean isPutAway() {
        return putAway;
    }

    /** What became of this transfer was read. */
    public void read(String transfer) {
        read.add(transfer);
    }

    public boolean isRead(String transfer) {
        return read.contains(transfer);
    }

    /** What is tried before the call. */
    public void trial(Trial now) {
        trial = now;
    }

    public Trial trial() {
        return trial;
    }

    public void selfCheck(SelfCheck now) {
        selfCheck = now;
    }

    public SelfCheck selfCheck() {
        return selfCheck;
    }

    /** Where the consultant's files go now. */
    public void filesFolder(String now) {
        filesFolder = now;
    }

    public String filesFolder() {
        return filesFolder;
    }

    public void newerPackage(boolean isThere) {
        newerPackage = isThere;
    }

    public boolean isNewerPackageThere() {
        return newerPackage;
    }
}
