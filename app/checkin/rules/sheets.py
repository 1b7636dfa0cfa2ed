"""What the door's sheets say, word for word; numbers stand beside the words, so that no language needs a plural."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.i18n import N_

SHEET_MESSAGES: Mapping[str, str] = {
    # asked of a person before it counts
    "early": N_("Too early"),
    "early_do": N_("This place is not open yet. Let them in all the same?"),
    "elsewhere": N_("Another session"),
    "elsewhere_do": N_("They are expected in another session. Let them in all the same?"),
    "conflict": N_("Also admitted elsewhere"),
    "conflict_do": N_("Another gate let this badge in while the network was away. The desk looks at it."),
    # people
    "in_since": N_("In since %(time)s"),
    "find_nobody": N_("Nobody found. Try one part of the name, the city or the phone."),
    "find_count": N_("Found: %(count)s"),
    "find_more": N_("The first %(count)s. Type more to see fewer."),
    "find_code": N_("Check this code"),
    "admit": N_("Admit"),
    "note_left": N_("Note the way out"),
    "whole_delegation": N_("Whole delegation · %(count)s"),
    "admit_all": N_("Admit · %(count)s"),
    "admitted_many": N_("Admitted: %(count)s"),
    "refused_many": N_("Not let in: %(count)s. Lead them to the desk: %(names)s."),
    # not announced
    "in_place_of": N_("In place of %(name)s"),
    "walk_in_name": N_("Write the name in one script at least."),
    "walk_in_city": N_("Write the city."),
    "walk_in_category": N_("Choose a category."),
    "scan_blank": N_("Now scan a blank badge"),
    # a signature on this screen
    "signed_already": N_("Signed."),
    "sign_first": N_("Please sign in the box first."),
    "sign_offline": N_(
        "The network is away: nothing was signed. Try again in a moment, or sign on the paper sheet."
    ),
    "sign_refused": N_("The server did not take the signature. Sign on the paper sheet."),
    "sign_closed": N_("The desk has closed this. Signatures are taken there, with a reason."),
    "sign_rehearsal": N_("Rehearsal: nothing is signed."),
    "sign_no_place": N_("There is nothing to sign for at this place now."),
    # taken back
    "undo": N_("Undo"),
    "undo_left": N_("Undo the last scan, for %(seconds)s seconds more"),
    "last_scans": N_("Last scans"),
    # place and direction
    "way_in": N_("Way in"),
    "way_out": N_("Way out"),
    "by_the_clock": N_("by the clock"),
    "as_of": N_("at %(time)s"),
    # the desk
    "desk_no_contact": N_("Ask the door chief for the desk's number."),
    # self check-in
    "pin_wrong": N_("This is not the number. Try again."),
    "pin_wait": N_("Too many attempts. Wait half a minute."),
    # this device
    "sound_touch": N_("Touch the screen once, so that answers are heard."),
    "photo_reading": N_("Reading the photo…"),
    "photo_nothing": N_("No code was found in the photo. Take it closer and sharp, or type the code."),
    "paired_until": N_("Paired until %(time)s"),
    "light_is_auto": N_("Screen: as the device"),
    "light_is_day": N_("Screen: light, for the sun"),
    "light_is_night": N_("Screen: dark, for the night"),
    "leave_sure": N_("This device will be no door any more, until the desk gives it a new link."),
    "leave_now": N_("End the pairing"),
    "leave_lose": N_("End it and lose them"),
    "leave_unsent": N_("Not sent: %(count)s. Send or save them first; else they are lost."),
    "unsent_some": N_("Not sent: %(count)s, the oldest from %(time)s."),
    "unsent_none": N_("Everything is sent."),
    "network_there": N_("The server answers."),
    "network_away": N_("The server does not answer. Go on scanning: all is kept and sent later."),
    "network_heard": N_("Last heard at %(time)s"),
    "roster_coming": N_("The list of people is being loaded: %(count)s so far."),
    "storage_gone": N_(
        "The browser has cleared this device's storage. Scans not sent then: %(count)s. "
        "Pair it again and tell the desk."
    ),
}

KIOSK_MESSAGES: Mapping[str, str] = {
    "kiosk_invite": N_("Show the code of your badge"),
    "kiosk_welcome": N_("Welcome"),
    "kiosk_back": N_("Welcome back"),
    "kiosk_goodbye": N_("Goodbye"),
    "kiosk_desk": N_("Please come to the desk"),
    "kiosk_print": N_("Print my badge"),
}

CHECK_MESSAGES: Mapping[str, str] = {
    "check_running": N_("The device is being tested…"),
    "check_certificate": N_("Secure address"),
    "check_certificate_ok": N_("The address is secure."),
    "check_certificate_soon": N_("The certificate ends within three days: tell the operator."),
    "check_certificate_over": N_("The certificate has ended: tell the operator."),
    "check_network": N_("Network"),
    "check_network_ok": N_("The server answers."),
    "check_network_slow": N_("The server answers slowly. Scanning does not wait for it."),
    "check_network_none": N_("The server does not answer. Join the network of the venue."),
    "check_roster": N_("List of people"),
    "check_roster_ok": N_("Loaded: %(count)s"),
    "check_roster_missing": N_("Not loaded yet. Stay on the network for a minute and test again."),
    "check_storage": N_("Storage"),
    "check_storage_ok": N_("Scans are kept on this device."),
    "check_storage_loose": N_("The browser may clear its storage. Add the door to the home screen."),
    "check_storage_low": N_("The storage is nearly full. Delete something from this device."),
    "check_storage_lost": N_("The storage was cleared. Pair this device again."),
    "check_clock": N_("Clock"),
    "check_clock_ok": N_("The clock is right."),
    "check_battery": N_("Battery"),
    "check_battery_ok": N_("Charged: %(charge)s"),
    "check_battery_low": N_("Charged: %(charge)s only. Bring a charger."),
    "check_battery_unknown": N_("This browser does not tell. Look yourself."),
    "check_camera": N_("Camera"),
    "check_camera_ok": N_("The camera sees and codes can be read."),
    "check_decoder": N_("Codes cannot be read on this device. Use another browser or a hand scanner."),
    "check_sound": N_("Sound"),
    "check_sound_ok": N_("The tone is heard."),
    "check_sound_bad": N_("No tone. Turn the volume up and silent mode off."),
    "check_heard": N_("Did you hear the tone?"),
    "check_printer": N_("Printer"),
    "check_printer_ok": N_("The test page is printed."),
    "check_printer_bad": N_("No test page. Choose the printer in the print dialogue, or print at the desk."),
    "check_printed": N_("Did the printer print a page?"),
    "check_all_ok": N_("This device is ready."),
    "check_all_warn": N_("This device will do. Look at what is marked."),
    "check_all_bad": N_("This device is not ready. Mend what is marked, or take another."),
    "check_sent": N_("The desk has been told."),
    "check_not_sent": N_("The desk could not be told: no network."),
    "light_ok": N_("good"),
    "light_warn": N_("look again"),
    "light_bad": N_("not ready"),
}
