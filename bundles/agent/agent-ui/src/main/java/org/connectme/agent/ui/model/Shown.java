package org.connectme.agent.ui.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.connectme.agent.core.Device;
import org.connectme.agent.ui.look.Icon;

/** What one screen of the window shows. Two that are equal look alike. */
public sealed interface Shown {

    /** Where it belongs on the way: a new place begins at its top, with its heading in focus. */
    Place place();

    /**
     * The way back within the steps.
     *
     * @param step "Step 2 of 4"
     */
    record Steps(String step, Optional<Choice> back) {}

    /** A label and what stands for it. */
    record Fact(String label, String value) {}

    /** A heading, a few sentences, and at most one thing to do. */
    record Plain(Place place, String title, List<String> lines, List<Fact> facts, Optional<Choice> forward)
            implements Shown {}

    record Code(String title, String lead, String label, String problem, Choice forward) implements Shown {
        @Override
        public Place place() {
            return Place.CODE;
        }
    }

    record Invitation(
            Steps steps,
            String initials,
            String title,
            String hello,
            String greeting,
            List<Fact> facts,
            Choice forward,
            List<Choice> others)
            implements Shown {
        @Override
        public Place place() {
            return Place.INVITATION;
        }
    }

    /**
     * The contact form.
     *
     * @param start what stands in it before anything was typed
     */
    record About(
            Steps steps,
            String title,
            String lead,
            Contact start,
            Map<Contact.Field, String> labels,
            Map<Contact.Field, String> hints,
            Map<String, String> faults,
            String problem,
            Choice forward)
            implements Shown {
        @Override
        public Place place() {
            return Place.ABOUT;
        }
    }

    /**
     * Price and terms, each agreed to on its own; before any card.
     *
     * @param price the price, then what else is to be known of it
     * @param ticks what is agreed to; empty when it was
     */
    record Terms(
            Steps steps,
            String title,
            List<String> price,
            Optional<String> example,
            Optional<String> hold,
            String summaryTitle,
            List<String> summary,
            List<Fact> documents,
            Fact seller,
            SortedMap<Tick, String> ticks,
            String agreed,
            String problem,
            Choice forward)
            implements Shown {

        public enum Tick {
            PLAN,
            TERMS,
            WAIVER
        }

        @Override
        public Place place() {
            return Place.TERMS;
        }
    }

    /**
     * The card is held in the system's browser; this screen says so and waits for it.
     *
     * @param steps what happens, one by one
     * @param notices how it stands
     */
    record Card(
            Steps way,
            String title,
            String held,
            String explained,
            List<String> steps,
            List<Notice> notices,
            String problem,
            Choice forward,
            List<Choice> others)
            implements Shown {
        @Override
        public Place place() {
            return Place.CARD;
        }
    }

    /** Something to choose from. */
    record Devices(Device.Kind kind, String label, List<Device> choices, Optional<Device> chosen, String none) {}

    /**
     * The own picture before the call.
     *
     * @param ask turns camera and microphone on; empty once it was pressed
     * @param text about the picture, or about what asking means
     * @param switches microphone and camera, once asked
     */
    record Mirror(boolean on, Optional<Choice> ask, String name, String text, List<Control> switches) {}

    /** @param level names the microphone's bar; empty while it is not listened to */
    record Waiting(
            String title,
            String there,
            boolean isThere,
            String starts,
            List<Notice> notices,
            Mirror mirror,
            String devicesTitle,
            List<Devices> devices,
            String level,
            Choice tone,
            String toneHint,
            Fact network,
            Choice networkAgain,
            List<String> notes,
            String noteLabel,
            Choice noteSend,
            String hold,
            String problem,
            Choice forward,
            String hint,
            List<Choice> others)
            implements Shown {
        @Override
        public Place place() {
            return Place.WAITING;
        }
    }

    /**
     * A round button of the call.
     *
     * @param off shown as switched off
     * @param count of what is new behind it
     */
    record Control(Icon icon, boolean off, String name, Intent intent, int count) {}

    /** A line of the chat. */
    record Line(String id, boolean mine, String from, String text, String at) {}

    record Chat(String title, String close, String empty, List<Line> lines, String label, String send) {}

    /** What is needed seldom. */
    record More(
            String title,
            String close,
            String limitTitle,
            List<String> limit,
            Optional<String> field,
            String typed,
            String problem,
            List<Choice> choices,
            List<Choice> others) {}

    /**
     * What the person can choose, and what they should know of keys.
     *
     * @param back empty beside the call, where the panel has its cross
     * @param language the app's own, by its place
     */
    record Settings(
            String title,
            String close,
            String devicesTitle,
            List<Devices> devices,
            String languageTitle,
            int language,
            Fact layout,
            Fact folder,
            List<Choice> folderChoices,
            String keysTitle,
            List<Fact> keys,
            String problem,
            List<Choice> others)
            implements Shown {
        @Override
        public Place place() {
            return Place.SETTINGS;
        }
    }

    /** One line of the self-check. @param advice what to do; empty where nothing is to be done */
    record Checked(Icon icon, String token, String verdict, String title, String text, String advice) {}

    /** Whether everything works here. */
    record Check(String title, String close, String lead, List<Checked> lines, String said, List<Choice> choices)
            implements Shown {
        @Override
        public Place place() {
            return Place.CHECK;
        }
    }

    /**
     * The call.
     *
     * @param instead what stands where no picture of the other comes; empty when one does
     */
    record Call(
            String label,
            Meters meters,
            boolean otherCamera,
            boolean otherScreen,
            boolean ownCamera,
            String otherName,
            String screenName,
            String ownName,
            String ownOff,
            String instead,
            Icon insteadIcon,
            List<Notice> notices,
            List<Control> controls,
            Control end,
            Optional<Chat> chat,
            Optional<More> more,
            Optional<Settings> settings,
            Optional<Check> check)
            implements Shown {
        @Override
        public Place place() {
            return Place.CALL;
        }
    }

    /** A stretch of the call, as a share of its whole length. */
    record Pause(double from, double to, String text) {}

    record Timeline(String title, String none, List<Pause> pauses) {}

    record Summary(
            String title,
            List<String> lines,
            String figure,
            String explained,
            List<Fact> bill,
            int total,
            Optional<Timeline> timeline,
            List<Fact> facts,
            Fact seal,
            List<Choice> ways,
            String said,
            String problem,
            Choice forward)
            implements Shown {
        @Override
        public Place place() {
            return Place.SUMMARY;
        }
    }
}
