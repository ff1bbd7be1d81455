"""What stands between a platform and the dialogue, so that nothing acknowledged is lost: what arrives is kept before it is
acknowledged and handled once; what is answered is kept before it is sent, and sent for as long as it takes.

A platform gives a `Carrier`, and takes what people do to a `Delivery`.
"""

from bot.delivery.carrier import Carrier, Later, Moved, Undeliverable
from bot.delivery.delivery import Delivery
from bot.packing import Heard, Place
from bot.store.mailbox import Letter, Mailbox

__all__ = ["Carrier", "Delivery", "Heard", "Later", "Letter", "Mailbox", "Moved", "Place", "Undeliverable"]
