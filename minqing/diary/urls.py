from django.urls import path

from minqing.diary import pages

urlpatterns = [
    path("diary/", pages.diary, name="diary"),
    path("diary/books/", pages.books, name="books"),
    path("diary/books/<uuid:pk>/", pages.book, name="book"),
    path("diary/books/<uuid:pk>/week/", pages.book_week, name="book_week"),
    path("diary/days/<str:day>/", pages.diary_day, name="diary_day"),
    path("diary/days/<str:day>/hand-in/", pages.day_hand_in, name="day_hand_in"),
    path("diary/households/<uuid:pk>/", pages.diary_of_household, name="diary_of_household"),
    path("diary/entries/new/", pages.entry_new, name="entry_new"),
    path("diary/entries/doors/", pages.entry_doors, name="entry_doors"),
    path("diary/entries/<uuid:pk>/", pages.entry, name="entry"),
    path("diary/entries/<uuid:pk>/edit/", pages.entry_edit, name="entry_edit"),
    path("diary/entries/<uuid:pk>/hand-in/", pages.entry_hand_in, name="entry_hand_in"),
    path("diary/entries/<uuid:pk>/discard/", pages.entry_discard, name="entry_discard"),
    path("diary/entries/<uuid:pk>/restore/", pages.entry_restore, name="entry_restore"),
    path("diary/entries/<uuid:pk>/add/", pages.entry_addendum, name="entry_addendum"),
    path("diary/entries/<uuid:pk>/move/", pages.entry_move, name="entry_move"),
    path("diary/entries/<uuid:pk>/wish/", pages.entry_wish, name="entry_wish"),
    path("diary/comments/<uuid:pk>/answer/", pages.comment_answer, name="comment_answer"),
    path("diary/photos/<uuid:pk>/", pages.photo, name="photo"),
    path("diary/photos/<uuid:pk>/remove/", pages.photo_remove, name="photo_remove"),
    path("review/", pages.review, name="review"),
    path("review/entries/<uuid:pk>/", pages.review_entry, name="review_entry"),
    path("review/week/", pages.review_week, name="review_week"),
    path("review/books/<uuid:pk>/", pages.review_book, name="review_book"),
    path("wishes/", pages.wishes, name="wishes"),
    path("opinions/", pages.opinions, name="opinions"),
    path("opinions/new/", pages.opinion_new, name="opinion_new"),
]
